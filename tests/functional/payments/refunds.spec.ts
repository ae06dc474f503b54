import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { syncObject } from '#payments/applying/sync_object'
import { makeHappen } from '#payments/demo/demo_events'
import { askRefund, signRefund } from '#payments/refunding/ask_refund'
import { askForUnmadeRefunds, makeRefund } from '#payments/refunding/make_refund_job'
import { openAttempt } from '#payments/paying/open_attempt'
import { providerOf, useProvider } from '#payments/providers'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { FaultyProvider } from '#tests/support/faulty_provider'
import { anIntent } from '#tests/support/payments'
import { bothStatements, runJobs } from '#tests/support/payment_world'
import { asOwner, ownDatabase } from '#tests/support/own_database'

/** A payment that came by the play bank: its row, its page there. */
async function aPaidPayment(amountCents = 2000, personId: number | null = null) {
  const intent = await anIntent({ personId, lines: [{ kind: 'gift', subjectId: 1, amountCents }] })
  const opened = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!opened.ok) throw new Error(opened.refusal)
  const bank = opened.value.url?.split('/').at(-1) ?? ''
  await makeHappen(bank, 'pay', clock.now())
  await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'return')
  const row = await db.from('payments').where('intent_id', intent.id).firstOrFail()
  return { id: Number(row.id), bank }
}

/** What a person of the treasury asks to give back. */
const asks = async (paymentId: number, amountCents: number, person: { id: number }, key = 'k') => {
  const asked = { paymentId, amountCents, reason: 'x', askedById: person.id, key }
  const result = await askRefund(asked, 20_000, clock.now())
  if (!result.ok) throw new Error(result.refusal)
  return result.value
}

const state = async (id: number) => (await db.from('payments').where('id', id).firstOrFail()).state

const HOUR = 3_600_000

/** Counts how often it is asked to give money back. */
class WillingBank extends FaultyProvider {
  asked = 0

  override refund(...call: Parameters<FaultyProvider['refund']>) {
    this.asked += 1
    return super.refund(...call)
  }
}

test.group('Giving money back', (group) => {
  ownDatabase(group)

  test('Émile gives back a part, then the rest; each click twice is once', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const { id } = await aPaidPayment()
    const part = { amount: '5,50', reason: 'Trop payé', left: '2000' }
    for (let click = 0; click < 2; click += 1) {
      const sent = await emile.post(`/payments/${id}/refunds`, part)
      sent.assertStatus(303)
    }
    await runJobs()
    assert.equal(await state(id), 'partially_refunded')
    const rest = { amount: '14,50', reason: 'Et le reste', left: '1450' }
    await emile.post(`/payments/${id}/refunds`, rest)
    await runJobs()
    assert.equal(await state(id), 'refunded')
    assert.lengthOf(await db.from('refunds').where('state', 'done'), 2)
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
  })

  test('more than what is left is refused, and what was typed stays', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const { id } = await aPaidPayment()
    const sent = await emile.post(`/payments/${id}/refunds`, {
      amount: '20,01',
      reason: 'Geste',
      left: '2000',
    })
    sent.assertStatus(422)
    assert.include(sent.text(), 'C’est plus que ce qui reste')
    assert.include(sent.text(), 'value="20,01"')
    assert.lengthOf(await db.from('refunds'), 0)
  })

  test('two at once for more than there is: one stands', async ({ assert }) => {
    const { id } = await aPaidPayment()
    const asked = { paymentId: id, amountCents: 1500, reason: 'Geste', askedById: null }
    const both = await Promise.all(
      ['a', 'b'].map((key) => askRefund({ ...asked, key }, 100_000, clock.now()))
    )
    assert.sameMembers(
      both.map(({ ok }) => ok),
      [true, false]
    )
  })

  test('from the amount of the rule on, a second person signs, and not the same one', async ({
    client,
    assert,
  }) => {
    const treasurer = await someoneWith('treasurer')
    const emile = await as(client, treasurer)
    const chloe = await as(client, await someoneWith('board'))
    const { id } = await aPaidPayment(30_000)
    const form = { amount: '250', reason: 'Annulé', left: '30000' }
    await emile.post(`/payments/${id}/refunds`, form)
    await runJobs()
    assert.equal(await state(id), 'paid', 'not with one signature')
    const refund = await db.from('refunds').firstOrFail()
    await emile.post(`/refunds/${refund.id}/signatures`)
    await runJobs()
    assert.equal(await state(id), 'paid', 'nor with the same person twice')
    const list = await chloe.get('/refunds')
    assert.match(list.text(), /250\s€/)
    await chloe.post(`/refunds/${refund.id}/signatures`)
    await runJobs()
    assert.equal(await state(id), 'partially_refunded')
  })

  test('two sessions of one person sign in the same instant: one signature, and one is told so', async ({
    assert,
  }) => {
    const { id } = await aPaidPayment(30_000)
    const { refundId } = await asks(id, 25_000, await someoneWith('treasurer'))
    const [chloe, driss] = [await someoneWith('board'), await someoneWith('board', 'Driss')]
    const signers = [chloe, chloe, chloe, driss]
    const all = await Promise.all(signers.map((one) => signRefund(refundId, one.id, clock.now())))
    assert.lengthOf(
      all.filter(({ ok }) => ok),
      2
    )
    await runJobs()
    const { theirs } = await bothStatements()
    assert.lengthOf(
      theirs.filter(({ kind }: { kind: string }) => kind === 'refund'),
      1
    )
  })

  test('the database itself refuses an unsigned one', async ({ assert }) => {
    const { id } = await aPaidPayment(30_000)
    const emile = await someoneWith('treasurer')
    const asked = { paymentId: id, amountCents: 25_000, reason: 'x', askedById: emile.id, key: 'k' }
    await askRefund(asked, 20_000, clock.now())
    const bypass = () => db.rawQuery(`update refunds set ref = 'r1'`)
    await assert.rejects(bypass, /refunds_are_signed/)
    await asOwner((owner) => owner.query('alter table refunds disable trigger refunds_are_signed'))
    await assert.doesNotReject(bypass)
  })

  test('several small ones are a large one: the one that passes the rule’s amount waits', async ({
    assert,
  }) => {
    const { id } = await aPaidPayment(60_000)
    const emile = await someoneWith('treasurer')
    assert.isFalse((await asks(id, 19_900, emile, 'first')).waits)
    assert.isTrue((await asks(id, 19_900, emile, 'second')).waits)
    assert.isTrue((await asks(id, 100, emile, 'third')).waits)
    await runJobs()
    assert.equal((await db.from('payments').firstOrFail()).refunded_cents, 19_900)
  })

  test('Émile does not sign for what he paid himself, however small; another does', async ({
    client,
    assert,
  }) => {
    const treasurer = await someoneWith('treasurer')
    const emile = await as(client, treasurer)
    const chloe = await as(client, await someoneWith('board'))
    const { id } = await aPaidPayment(2000, treasurer.id)
    await emile.post(`/payments/${id}/refunds`, { amount: '5', reason: 'Trop payé', left: '2000' })
    const refund = await db.from('refunds').firstOrFail()
    assert.notInclude((await emile.get('/refunds')).text(), `/refunds/${refund.id}/signatures`)
    await emile.post(`/refunds/${refund.id}/signatures`)
    await runJobs()
    assert.equal(await state(id), 'paid')
    const bypass = () =>
      db.table('refund_signatures').insert({
        ...{ refund_id: refund.id, person_id: treasurer.id, signed_at: clock.now() },
      })
    await assert.rejects(bypass, /refund_signatures_of_others/)
    await chloe.post(`/refunds/${refund.id}/signatures`)
    await runJobs()
    assert.equal(await state(id), 'partially_refunded')
    await asOwner((owner) =>
      owner.query('alter table refund_signatures disable trigger refund_signatures_of_others')
    )
    await assert.doesNotReject(bypass)
  })

  test('signed while the bank disputes the payment, it waits; it goes back once that is won', async ({
    assert,
  }) => {
    const { id, bank } = await aPaidPayment(30_000)
    const { refundId } = await asks(id, 25_000, await someoneWith('treasurer'))
    const look = () => syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'button')
    await makeHappen(bank, 'dispute', clock.now())
    await look()
    await signRefund(refundId, (await someoneWith('board')).id, clock.now())
    await runJobs()
    const later = new Date(clock.now().getTime() + 2 * HOUR)
    assert.equal(await askForUnmadeRefunds(later), 0)
    assert.equal((await db.from('refunds').firstOrFail()).state, 'asked')
    await makeHappen(bank, 'win', clock.now())
    await look()
    assert.equal(await askForUnmadeRefunds(clock.now()), 0, 'its own job may still be at work')
    assert.equal(await askForUnmadeRefunds(later), 1)
    await runJobs()
    assert.deepEqual([await state(id), await askForUnmadeRefunds(later)], ['partially_refunded', 0])
  })

  test('signed while the bank disputes the payment, which is then lost: it is refused and said', async ({
    assert,
  }) => {
    const { id, bank } = await aPaidPayment(30_000)
    const { refundId } = await asks(id, 25_000, await someoneWith('treasurer'))
    for (const event of ['dispute', 'lose'] as const) {
      await makeHappen(bank, event, clock.now())
      await syncObject(providerOf('demo'), { kind: 'checkout', id: bank }, 'button')
    }
    const willing = new WillingBank()
    const restore = useProvider(willing)
    try {
      await signRefund(refundId, (await someoneWith('board')).id, clock.now())
      await runJobs()
    } finally {
      restore()
    }
    const { state: stands, refusal } = await db.from('refunds').firstOrFail()
    assert.deepEqual([stands, refusal, willing.asked], ['failed', 'disputed', 0])
  })

  test('asked again hours later, it is looked for first: the bank may have forgotten the key', async ({
    assert,
  }) => {
    const { id } = await aPaidPayment()
    const { refundId } = await asks(id, 500, await someoneWith('treasurer'))
    const faulty = new WillingBank()
    faulty.breaks = ['after']
    const restore = useProvider(faulty)
    const time = new FakeClock(clock.now())
    const giveBack = useClock(time)
    try {
      await assert.rejects(() => makeRefund({ refundId }), /cut/)
      time.advance({ days: 3 })
      await makeRefund({ refundId })
    } finally {
      giveBack()
      restore()
    }
    assert.equal(faulty.asked, 1)
    assert.equal((await db.from('refunds').firstOrFail()).state, 'done')
  })

  test('the line is cut before or after the bank gives back: asked again, it goes back once', async ({
    assert,
  }) => {
    for (const broken of ['before', 'after'] as const) {
      const { id } = await aPaidPayment()
      const faulty = new FaultyProvider()
      const restore = useProvider(faulty)
      try {
        const asked = { paymentId: id, amountCents: 2000, reason: 'x', askedById: null }
        const result = await askRefund({ ...asked, key: `cut ${broken}` }, 0, clock.now())
        if (!result.ok) throw new Error(result.refusal)
        faulty.breaks = [broken]
        const job = { refundId: result.value.refundId }
        await assert.rejects(() => makeRefund(job), /cut/)
        await makeRefund(job)
        await makeRefund(job)
      } finally {
        restore()
      }
      assert.equal(await state(id), 'refunded')
    }
    const { theirs, ours } = await bothStatements()
    assert.deepEqual(ours, theirs)
    assert.lengthOf(
      theirs.filter(({ kind }: { kind: string }) => kind === 'refund'),
      2
    )
  })

  test('a refund at the bank’s own page is seen, and none is made during a dispute', async ({
    assert,
  }) => {
    const there = await aPaidPayment()
    await makeHappen(there.bank, 'refund', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: there.bank }, 'button')
    assert.equal(await state(there.id), 'refunded')
    const disputed = await aPaidPayment()
    await makeHappen(disputed.bank, 'dispute', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: disputed.bank }, 'button')
    const asked = {
      paymentId: disputed.id,
      amountCents: 100,
      reason: 'x',
      askedById: null,
      key: 'k',
    }
    const result = await askRefund(asked, 0, clock.now())
    assert.deepEqual(result, { ok: false, refusal: 'disputed' })
  })
})
