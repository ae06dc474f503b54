import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { syncObject } from '#payments/applying/sync_object'
import { DEMO_EVENTS, demoFile, makeHappen, possibleEvents } from '#payments/demo/demo_events'
import { PaymentIntent } from '#payments/payment_intent'
import { ProviderUnreachable } from '#payments/provider'
import { openAttempt } from '#payments/paying/open_attempt'
import { providerOf, useProvider } from '#payments/providers'
import { examine } from '#payments/reconciling/examine'
import { reconcile } from '#payments/reconciling/reconcile'
import { listenInTransaction } from '#shared/wiring/events'
import { clock } from '#shared/clock'
import { FaultyProvider, type Break } from '#tests/support/faulty_provider'
import { anIntent } from '#tests/support/payments'
import { bothStatements, deliver, demoNotices, runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const told: Array<{ name: string; paymentId: unknown }> = []
for (const name of ['paid', 'surplus']) {
  listenInTransaction(`payments.${name}`, async ({ paymentId }) => {
    told.push({ name, paymentId })
  })
}

const later = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000)

async function opened(schedule: 'once' | 'month' = 'once') {
  const intent = await anIntent({ schedule })
  const result = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!result.ok) throw new Error(result.refusal)
  return { intent, bank: result.value.url?.split('/').at(-1) ?? '' }
}

/** A bank that cannot say what became of one thing asked of it. */
class UnreadableBank extends FaultyProvider {
  constructor(public unreadable: string) {
    super()
  }

  override async fetch(...call: Parameters<FaultyProvider['fetch']>) {
    const seen = await super.fetch(...call)
    if (seen.about === 'intent' && seen.intentId === this.unreadable) throw new Error('unreadable')
    return seen
  }
}

test.group('What notices did not say', (group) => {
  ownDatabase(group)
  group.each.setup(() => {
    told.length = 0
  })

  test('every notice lost: the reconciliation finds it all, and a second one nothing new', async ({
    assert,
  }) => {
    const one = await opened()
    const other = await opened('month')
    await makeHappen(one.bank, 'pay', clock.now())
    await makeHappen(one.bank, 'dispute', clock.now())
    await makeHappen(other.bank, 'debit', clock.now())
    await reconcile(providerOf('demo'), later(1))
    assert.equal((await PaymentIntent.findOrFail(one.intent.id)).state, 'paid')
    assert.equal((await PaymentIntent.findOrFail(other.intent.id)).state, 'processing')
    await makeHappen(other.bank, 'settle', clock.now())
    await reconcile(providerOf('demo'), later(2))
    await reconcile(providerOf('demo'), later(3))
    assert.lengthOf(told, 2)
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })

  test('one object that can never be read hides nothing of what came after it, and is not passed over', async ({
    assert,
  }) => {
    const first = await opened()
    await makeHappen(first.bank, 'pay', clock.now())
    const unreadable = new UnreadableBank(first.intent.id)
    const restore = useProvider(unreadable)
    try {
      for (const hour of [1, 2]) {
        const next = await opened()
        await makeHappen(next.bank, 'pay', clock.now())
        // Nothing but the list of changes speaks of them.
        await db.from('payment_attempts').update({ created_at: later(100) })
        const { failed } = await reconcile(unreadable, later(hour))
        assert.isAbove(failed.length, 0)
        assert.equal((await PaymentIntent.findOrFail(next.intent.id)).state, 'paid')
      }
      unreadable.unreadable = ''
      const { failed } = await reconcile(unreadable, later(3))
      assert.deepEqual(failed, [])
      assert.equal((await PaymentIntent.findOrFail(first.intent.id)).state, 'paid')
    } finally {
      restore()
    }
  })

  test('the answer to the opening of a page is lost: the same page is found again', async ({
    assert,
  }) => {
    const faulty = new FaultyProvider()
    const restore = useProvider(faulty)
    try {
      const intent = await anIntent()
      faulty.breaks = ['after']
      await assert.rejects(() => openAttempt(intent.id, faulty, clock.now()), /cut after/)
      await reconcile(faulty, later(1))
      assert.lengthOf(await db.from('demo_provider_objects'), 1)
      const [attempt] = await db.from('payment_attempts')
      assert.isNotNull(attempt.ref)
    } finally {
      restore()
    }
  })

  test('whatever happens, in whatever order it is heard, with the line cut or not: the rows are what the bank says', async ({
    assert,
  }) => {
    const faulty = new FaultyProvider()
    const restore = useProvider(faulty)
    const stories = fc.record({
      schedule: fc.constantFrom('once' as const, 'month' as const),
      events: fc.array(fc.constantFrom(...DEMO_EVENTS), { minLength: 1, maxLength: 8 }),
      order: fc.array(fc.nat(20), { maxLength: 12 }),
      breaks: fc.array(fc.constantFrom<Break[]>('before', 'after', null), { maxLength: 6 }),
    })
    try {
      await fc.assert(
        fc.asyncProperty(stories, async ({ schedule, events, order, breaks }) => {
          const { intent, bank } = await opened(schedule)
          faulty.breaks = breaks
          for (const event of events) {
            const file = await demoFile(bank)
            if (file && possibleEvents(file).includes(event)) {
              await makeHappen(bank, event, clock.now())
            }
          }
          const notices = await demoNotices()
          const heard = order.flatMap((position) => {
            const notice = notices.at(position % Math.max(1, notices.length))
            return notice ? [notice.object as { kind: 'payment'; id: string }] : []
          })
          await Promise.all(
            heard.map((object) =>
              syncObject(faulty, object, 'notice:x').catch((error: unknown) => {
                if (!(error instanceof ProviderUnreachable)) throw error
              })
            )
          )
          faulty.breaks = []
          await reconcile(faulty, later(48))
          const file = await demoFile(bank)
          const rows = await db.from('payments').where('intent_id', intent.id).orderBy('id')
          const { theirs, ours } = await bothStatements()
          assert.deepEqual(ours, theirs)
          const last = rows.find(({ ref }) => ref === file?.payment?.ref)
          assert.equal(last?.refunded_cents ?? 0, sum(file?.payment?.refunds ?? []))
          assert.equal(last?.state === 'failed', file?.payment?.state === 'failed')
          const names = told.map(({ name, paymentId }) => `${name} ${paymentId}`)
          assert.equal(new Set(names).size, names.length, 'each payment told once')
        }),
        { numRuns: 40 }
      )
    } finally {
      restore()
    }
  }).timeout(120_000)

  test('the doctor finds nothing in a sound house, and names what is not', async ({
    client,
    assert,
  }) => {
    const well = await examine([providerOf('demo')], clock.now())
    assert.deepEqual(
      well.filter((one) => !one.well),
      []
    )
    const faulty = new FaultyProvider()
    const restore = useProvider(faulty)
    try {
      const { bank } = await opened()
      await makeHappen(bank, 'pay', clock.now())
      for (const notice of await demoNotices()) await deliver(client, notice)
      faulty.breaks = Array(9).fill('before')
      await runJobs()
      await db.rawQuery(`update webhook_inbox set received_at = now() - interval '2 hours'`)
      const ill = await examine([faulty], clock.now())
      const names = ill.filter((one) => !one.well).map(({ name }) => name)
      assert.include(names, 'notices unread for an hour')
    } finally {
      restore()
    }
  })
})

const sum = (refunds: Array<{ amountCents: number }>) =>
  refunds.reduce((total, { amountCents }) => total + amountCents, 0)
