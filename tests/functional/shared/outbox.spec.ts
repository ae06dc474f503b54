import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { runOnce } from 'graphile-worker'
import { clock } from '#shared/clock'
import { enqueue } from '#shared/jobs/queue'
import { Presence } from '#shared/jobs/presence'
import { deadLetters, retryDeadLetters } from '#shared/jobs/dead_letters'
import { post, SEND_LETTER, type Letter } from '#shared/outbox/outbox'
import { sendLetter } from '#shared/outbox/send_letter_job'
import { asOwner, ownDatabase, ownDatabaseUrls } from '#tests/support/own_database'

const letter = (key: string): Letter => ({
  key,
  kind: 'welcome',
  recipient: 'awa@example.org',
  personId: null,
  locale: 'fr',
  subject: 'Bienvenue',
  text: 'Bonjour Awa',
  html: '<p>Bonjour Awa</p>',
})

type Handler = (payload: Record<string, unknown>) => Promise<void>

/** Runs every job that is due, once, in a real worker with the application's role. */
async function work(tasks: Record<string, Handler>) {
  const connectionString = ownDatabaseUrls().application
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([task, handler]) => [
      task,
      (payload: unknown) => handler(payload as Record<string, unknown>),
    ])
  )
  await runOnce({ connectionString, taskList, noHandleSignals: true, logger: quiet })
}

const quiet = new (await import('graphile-worker')).Logger(() => () => {})

test.group('The outbox', (group) => {
  ownDatabase(group)

  test('takes a letter of one key once, and sends it once', async ({ assert }) => {
    const first = await db.transaction((trx) => post(letter('welcome:1'), clock.now(), trx))
    const second = await db.transaction((trx) => post(letter('welcome:1'), clock.now(), trx))
    assert.isTrue(first)
    assert.isFalse(second)
    let tries = 0
    const counted: Handler = async (payload) => {
      tries += 1
      await sendLetter(payload)
    }
    await work({ [SEND_LETTER]: counted })
    await work({ [SEND_LETTER]: counted })
    const rows = await db.from('outbox_letters')
    assert.lengthOf(rows, 1)
    assert.isNotNull(rows[0].sent_at)
    assert.equal(tries, 1)
  })

  test('a letter already sent is not sent again by a job that runs twice', async ({ assert }) => {
    await db.transaction((trx) => post(letter('welcome:2'), clock.now(), trx))
    const { id } = await db.from('outbox_letters').firstOrFail()
    await sendLetter({ letterId: id })
    const { sent_at: sentAt } = await db.from('outbox_letters').firstOrFail()
    await sendLetter({ letterId: id })
    assert.deepEqual((await db.from('outbox_letters').firstOrFail()).sent_at, sentAt)
  })

  test('keeps nothing of a transaction rolled back: no letter, no job', async ({ assert }) => {
    const failing = db.transaction(async (trx) => {
      await post(letter('welcome:3'), clock.now(), trx)
      throw new Error('the fact did not happen')
    })
    await assert.rejects(() => failing, /did not happen/)
    assert.lengthOf(await db.from('outbox_letters'), 0)
    const { rows } = await db.rawQuery('select * from graphile_worker.jobs')
    assert.lengthOf(rows, 0)
  })
})

test.group('A job', (group) => {
  ownDatabase(group)

  const ask = (options: Parameters<typeof enqueue>[3] = {}) =>
    db.transaction((trx) => enqueue('polish', { stone: 7 }, trx, options))

  test('runs with what it was given', async ({ assert }) => {
    await ask()
    const seen: unknown[] = []
    await work({ polish: async (payload) => void seen.push(payload) })
    assert.deepEqual(seen, [{ stone: 7 }])
  })

  test('that fails is tried again, then waits as a dead letter with its error, then lives again', async ({
    assert,
  }) => {
    await ask({ attempts: 2 })
    const fail: Handler = async () => {
      throw new Error('the stone broke')
    }
    await work({ polish: fail })
    assert.lengthOf(await deadLetters(), 0, 'one try is left')
    await db.rawQuery(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), run_at := now())`
    )
    await work({ polish: fail })
    const [dead] = await deadLetters()
    assert.equal(dead?.task, 'polish')
    assert.equal(dead?.attempts, 2)
    assert.include(dead?.lastError, 'the stone broke')

    assert.equal(await retryDeadLetters([dead?.id ?? 0], new Date(0)), 1)
    assert.lengthOf(await deadLetters(), 0)
    let done = 0
    await work({ polish: async () => void (done += 1) })
    assert.equal(done, 1)
  })

  test('asked twice under one key runs once', async ({ assert }) => {
    await ask({ key: 'stone:7' })
    await ask({ key: 'stone:7' })
    let done = 0
    await work({ polish: async () => void (done += 1) })
    assert.equal(done, 1)
  })
})

test.group('A worker killed in the middle of a job', (group) => {
  ownDatabase(group)

  /** A job held since a minute by a worker of this name, as a kill leaves it. */
  async function heldBy(worker: string) {
    await db.transaction((trx) => enqueue('polish', {}, trx))
    await asOwner((owner) =>
      owner.query(
        `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute'`,
        [worker]
      )
    )
  }

  const holder = async () => {
    const { rows } = await db.rawQuery('select locked_by from graphile_worker.jobs')
    return rows[0].locked_by
  }

  test('loses it to the others; one that lives keeps its own', async ({ assert }) => {
    const url = ownDatabaseUrls().application
    const [alive, other] = [await Presence.open(url), await Presence.open(url)]
    await alive.hold('worker-alive')
    await heldBy('worker-alive')
    await alive.releaseDead()
    await other.releaseDead()
    assert.equal(await holder(), 'worker-alive')
    await alive.close()
    await other.releaseDead()
    assert.isNull(await holder())
    await other.close()
  })
})
