import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { Test } from '@japa/runner/core'
import { lockFolder } from '../../../bin/lib/instance_lock.js'

test.group('npm start', () => {
  test('refuses a port that is taken, before anything else runs', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const thief = createServer().listen({ host: '127.0.0.1', port: 0 })
    await once(thief, 'listening')
    context.test.cleanup(() => void thief.close())
    const { port } = thief.address() as AddressInfo

    const { code, said } = await start({ DATA_DIR: folder, PORT: String(port) })
    assert.equal(code, 1)
    assert.equal(
      said.trim(),
      `Port ${port} is already used by another program on 127.0.0.1. ` +
        'Choose another with PORT=… or HOST=…'
    )
    assert.notInclude(readdirSync(folder), 'postgres')
  })

  test('refuses a data folder in use, and says where it is served', async ({
    assert,
    ...context
  }) => {
    const folder = folderFor(context.test)
    const lock = lockFolder(folder)
    lock.announce('http://localhost:3333')
    const { code, said } = await start({ DATA_DIR: folder, PORT: '1' })
    lock.release()
    assert.equal(code, 1)
    assert.equal(
      said.trim(),
      `Placette is already running in ${folder} (process ${process.pid}, http://localhost:3333).`
    )
  })

  test('refuses {port} as a port')
    .with([{ port: '0' }, { port: 'abc' }, { port: '70000' }])
    .run(async ({ assert, ...context }, { port }) => {
      const { code, said } = await start({ DATA_DIR: folderFor(context.test), PORT: port })
      assert.equal(code, 1)
      assert.equal(said.trim(), `PORT must be a number from 1 to 65535; it is "${port}".`)
    })
})

function folderFor(running: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'placette-start-'))
  running.cleanup(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function start(variables: Record<string, string>): Promise<{ code: number; said: string }> {
  const args = ['--disable-warning=ExperimentalWarning', '--import', '@poppinss/ts-exec']
  const env = { PATH: process.env.PATH ?? '', ...variables }
  return new Promise((resolve) => {
    execFile(process.execPath, [...args, 'bin/start.ts'], { env }, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, said: output + errors })
    )
  })
}
