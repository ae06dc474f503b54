import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from '@japa/runner'
import {
  folderFor,
  gone,
  postgresPid,
  processesOf,
  query,
  serve,
  served,
  watcherOf,
} from './served.js'

test.group('The embedded PostgreSQL', () => {
  test('lets the owner do what migrations need, and the application no more than serve', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const server = await served(folder)
    for (const extension of ['unaccent', 'pg_trgm', 'citext', 'btree_gist']) {
      await query(server.ownerUrl, `CREATE EXTENSION ${extension}`)
    }
    const [row] = await query(
      server.ownerUrl,
      `SELECT upper('été') AS upper, cardinality(show_trgm('été')) AS trigrams,
         ARRAY(SELECT word FROM unnest(ARRAY['zone', 'école', 'ecole', 'été']) AS word
               ORDER BY word COLLATE "fr-x-icu") AS sorted`
    )
    assert.deepEqual(row, { upper: 'ÉTÉ', trigrams: 4, sorted: ['ecole', 'école', 'été', 'zone'] })

    await query(
      server.ownerUrl,
      'CREATE TABLE entries (id int); GRANT SELECT ON entries TO placette_app'
    )
    assert.lengthOf(await query(server.applicationUrl, 'SELECT * FROM entries'), 0)
    for (const forbidden of [
      'CREATE TABLE other (id int)',
      'CREATE TEMPORARY TABLE other (id int)',
      'CREATE SCHEMA other',
      'CREATE DATABASE other',
      'DELETE FROM entries',
      'ALTER TABLE entries DISABLE TRIGGER ALL',
      'DROP TABLE entries',
      'SET session_replication_role = replica',
      "COPY entries FROM PROGRAM 'id'",
    ]) {
      await assert.rejects(
        () => query(server.applicationUrl, forbidden),
        /permission denied|must be owner/
      )
    }
    const { mode } = statSync(join(folder, 'postgres.json'))
    assert.equal(mode & 0o777, 0o600)
    assert.equal(await server.kill('SIGTERM'), 0)
  })

  test('stops whole while clients are connected, and keeps what was committed', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const first = await served(folder)
    const leader = postgresPid(folder)
    await query(first.ownerUrl, 'CREATE TABLE notes AS SELECT 1 AS id')
    const asleep = query(first.ownerUrl, 'SELECT pg_sleep(600)').catch((error: Error) => error)
    assert.equal(await first.kill('SIGINT'), 0)
    assert.instanceOf(await asleep, Error)
    assert.deepEqual(processesOf(leader), [])

    const second = await served(folder)
    assert.deepEqual(await query(second.ownerUrl, 'SELECT * FROM notes'), [{ id: 1 }])
    await second.kill('SIGTERM')
  })

  test('ends by itself when the process that started it is killed', async (context) => {
    const folder = folderFor(context.test)
    const server = await served(folder)
    const leader = postgresPid(folder)
    await server.kill('SIGKILL')
    await gone(leader)
  })

  test('starts again after everything was killed, with all that was acknowledged', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const server = await served(folder, { durable: true })
    await query(server.ownerUrl, 'CREATE TABLE notes AS SELECT 1 AS id')
    for (const pid of processesOf(postgresPid(folder))) killNow(pid)
    await server.kill('SIGKILL')

    const next = await served(folder)
    assert.deepEqual(await query(next.ownerUrl, 'SELECT * FROM notes'), [{ id: 1 }])
    await next.kill('SIGTERM')
  })

  test('stops the server that a killed run left behind, and takes its place', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const server = await served(folder)
    const orphan = postgresPid(folder)
    process.kill(watcherOf(orphan), 'SIGKILL')
    await server.kill('SIGKILL')
    assert.include(processesOf(orphan), orphan)

    const next = await served(folder)
    assert.include(next.output(), `process ${orphan}`)
    assert.deepEqual(processesOf(orphan), [])
    await next.kill('SIGTERM')
  })

  test('is not stopped by a process that inherited a dead server’s number', async (context) => {
    const folder = folderFor(context.test)
    const server = await served(folder)
    const leader = postgresPid(folder)
    const file = join(folder, 'postgres', 'postmaster.pid')
    const content = readFileSync(file, 'utf8')
    for (const pid of processesOf(leader)) killNow(pid)
    await server.kill('SIGKILL')
    writeFileSync(file, content.replace(String(leader), String(process.pid)))

    await (await served(folder)).kill('SIGTERM')
  })

  test('runs once on a folder, however many start at the same instant', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const outcomes = await Promise.all([serve(folder), serve(folder), serve(folder)])
    const running = outcomes.flatMap((outcome) => ('refusal' in outcome ? [] : [outcome]))
    const refused = outcomes.flatMap((outcome) => ('refusal' in outcome ? [outcome] : []))
    assert.lengthOf(running, 1)
    assert.lengthOf(refused, 2)
    for (const { refusal, code } of refused) {
      assert.equal(code, 1)
      assert.equal(
        refusal.trim(),
        `Placette is already running in ${folder} (process ${running[0]?.pid}).`
      )
    }
    await running[0]?.kill('SIGTERM')
  })

  test('takes another port when its own is taken', async ({ assert, ...context }) => {
    const folder = folderFor(context.test)
    const first = await served(folder)
    const { port } = new URL(first.ownerUrl)
    await first.kill('SIGTERM')
    const thief = createServer().listen({ host: '127.0.0.1', port: Number(port) })
    await once(thief, 'listening')
    context.test.cleanup(() => void thief.close())

    const second = await served(folder)
    assert.notEqual(new URL(second.ownerUrl).port, String((thief.address() as AddressInfo).port))
    await second.kill('SIGTERM')
  })

  test('gives its roles new passwords when the old ones are lost', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const first = await served(folder)
    await query(first.ownerUrl, 'CREATE TABLE notes AS SELECT 1 AS id')
    await first.kill('SIGTERM')
    rmSync(join(folder, 'postgres.json'))

    const second = await served(folder)
    assert.notEqual(new URL(second.ownerUrl).password, new URL(first.ownerUrl).password)
    assert.deepEqual(await query(second.ownerUrl, 'SELECT * FROM notes'), [{ id: 1 }])
    await second.kill('SIGTERM')
  })
})

/** Some of PostgreSQL's helpers end by themselves between being listed and being killed. */
function killNow(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
