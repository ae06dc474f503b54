import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { Surplus } from '#membership/dues/surplus'
import { reconcileAll } from '#payments/reconciling/reconcile'
import { askRefund } from '#payments/refunding/ask_refund'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { anOrder, memberOf } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { anOrderBy, received, theAccount } from '#tests/support/offline'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anIntent } from '#tests/support/payments'
import { runJobs } from '#tests/support/payment_world'
import { aSignedRefund, givesByHand, paidByTransfer } from '#tests/support/refunds_by_hand'
import { assertWhatMoneyDid, duesAndGift } from '#tests/support/what_money_did'

const paymentOf = (id: number) => db.from('payments').where('id', id).firstOrFail()
const lastRefund = () => db.from('refunds').orderBy('id', 'desc').firstOrFail()
const movedCents = async (id: number) => {
  const rows = await db.from('money_movements').where('payment_id', id).orderBy('id')
  return rows.map(({ kind, amount_cents: cents }) => [kind, cents])
}

test.group('Giving back by hand what came by transfer, cheque or cash', (group) => {
  ownDatabase(group)

  test('is asked, signed by a second mandate and made; a part, then the rest, each once', async ({
    client,
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const bastien = await someone('Bastien')
    const id = await paidByTransfer(await duesAndGift({ person: bastien, cents: 3000 }))
    const emile = await as(client, await someoneWith('treasurer'))
    const chloe = await as(client, await someoneWith('board'))
    const payer = await as(client, bastien)
    const today = parisDay(clock.now())
    const made = { way: 'transfer', made_on: today, reference: 'VIR 2026-12' }
    let left = 3000
    for (const [amount, cents, state] of [
      ['4,00', 400, 'partially_refunded'],
      ['26,00', 2600, 'refunded'],
    ] as const) {
      const form = { amount, reason: 'Trop payé', left: String(left), asked: String(3000 - left) }
      await emile.post(`/payments/${id}/refunds`, form)
      await emile.post(`/payments/${id}/refunds`, form)
      await runJobs()
      const refund = await lastRefund()
      await emile.post(`/refunds/${refund.id}/making`, made)
      assert.equal((await lastRefund()).state, 'asked', 'not with one signature')
      assert.include((await payer.get('/me/gifts')).text(), 'signature de deux responsables')
      await emile.post(`/refunds/${refund.id}/signatures`)
      await chloe.post(`/refunds/${refund.id}/signatures`)
      await runJobs()
      assert.equal((await lastRefund()).state, 'asked', 'signed is not yet given back')
      assert.include((await payer.get('/me/gifts')).text(), 'la trésorerie doit encore')
      assert.include((await emile.get('/refunds')).text(), `action="/refunds/${refund.id}/making`)
      assert.notInclude((await chloe.get('/refunds')).text(), '/making')
      for (let click = 0; click < 2; click += 1) {
        ;(await emile.post(`/refunds/${refund.id}/making`, made)).assertStatus(303)
      }
      left -= cents
      const payment = await paymentOf(id)
      assert.deepEqual([payment.state, payment.refunded_cents], [state, 3000 - left])
      assert.match((await payer.get('/me/gifts')).text(), /€ rendus/)
      await assertWhatMoneyDid(assert, 'transfer', () => ({
        ...{ ref: '', arrived: true, pending: false, keptCents: left },
      }))
    }
    assert.deepEqual(await movedCents(id), [
      ['payment', 3000],
      ['refund', -400],
      ['refund', -2600],
    ])
    assert.lengthOf(await db.from('refunds'), 2)
    const page = (await emile.get(`/payments/${id}`)).text()
    assert.include(page, 'référence VIR 2026-12')
  })

  test('by the database itself is never unsigned, and never more than was paid', async ({
    assert,
  }) => {
    const id = await paidByTransfer()
    const emile = await someoneWith('treasurer')
    const write = (refundId: number, cents: number) =>
      db.table('hand_refunds').insert({
        ...{ refund_id: refundId, payment_id: id, amount_cents: cents, way: 'cash' },
        ...{ made_on: '2026-01-05', reference: 'x', made_by_id: emile.id, made_at: clock.now() },
      })
    const facts = { paymentId: id, amountCents: 500, reason: 'x', askedById: emile.id, key: 'k' }
    const unsigned = await askRefund(facts, 100_000, clock.now())
    if (!unsigned.ok) throw new Error(unsigned.refusal)
    await assert.rejects(() => write(unsigned.value.refundId, 500), /hand_refunds_are_signed/)
    await db.from('refunds').update({ state: 'failed' })
    const first = await aSignedRefund(id, 1500)
    await assert.rejects(() => write(first, 1400), /hand_refunds_are_asked/)
    await write(first, 1500)
    await db.from('refunds').update({ state: 'failed' })
    const second = await aSignedRefund(id, 1500)
    await assert.rejects(() => write(second, 1500), /hand_refunds_within_payment/)
    await asOwner((owner) =>
      owner.query('alter table hand_refunds disable trigger hand_refunds_are_owed')
    )
    await assert.doesNotReject(() => write(second, 1500))
  })

  test('made twice in the same instant is made once', async ({ assert }) => {
    const id = await paidByTransfer()
    const refundId = await aSignedRefund(id, 2000)
    const both = await Promise.all([0, 1].map(() => givesByHand(refundId)))
    assert.sameMembers(
      both.map(({ ok }) => ok),
      [true, false]
    )
    assert.equal((await paymentOf(id)).state, 'refunded')
    assert.lengthOf(await db.from('hand_refunds'), 1)
  })

  test('of a cheque that was not honoured is promised to nobody any more', async ({
    client,
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const bastien = await someone('Bastien')
    const { ref } = await anOrderBy('cash_cheque', await anIntent({ personId: bastien.id }))
    const cheque = await received(ref, 2000, { kind: 'cheque' })
    const payment = await db.from('payments').where('ref', ref).firstOrFail()
    const refundId = await aSignedRefund(Number(payment.id), 500)
    const payer = await as(client, bastien)
    assert.include((await payer.get('/me/gifts')).text(), 'la trésorerie doit encore')
    const emile = await as(client, await someoneWith('treasurer'))
    await emile.post(`/receipts/${cheque}/reversal`, { cause: 'unpaid' })
    assert.notInclude((await payer.get('/me/gifts')).text(), 'la trésorerie doit encore')
    assert.notInclude((await emile.get('/refunds')).text(), '/making')
    assert.deepEqual(await givesByHand(refundId), { ok: false, refusal: 'gone' })
  })

  test('written and not applied, for want of power, is applied by the reconciliation', async ({
    assert,
  }) => {
    const id = await paidByTransfer()
    await reconcileAll()
    const refundId = await aSignedRefund(id, 2000)
    await db.table('hand_refunds').insert({
      ...{ refund_id: refundId, payment_id: id, amount_cents: 2000, way: 'transfer' },
      ...{ made_on: parisDay(clock.now()), reference: 'VIR 12', made_at: clock.now() },
    })
    await reconcileAll()
    assert.equal((await paymentOf(id)).state, 'refunded')
    assert.equal((await lastRefund()).state, 'done')
  })
})

test.group('A refund by hand', (group) => {
  inTransaction(group)

  test('of cash needs a day that is one, and the number of its receipt', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent()
    const { ref } = await anOrderBy('cash_cheque', intent)
    await received(ref, 2000)
    const { id } = await db.from('payments').where('ref', ref).firstOrFail()
    const refundId = await aSignedRefund(Number(id), 2000)
    const emile = await as(client, await someoneWith('treasurer'))
    const made = { way: 'cash', made_on: parisDay(clock.now()), reference: 'Reçu 7' }
    for (const wrong of [
      { made_on: '2999-01-01' },
      { made_on: '2001-01-01' },
      { made_on: '2026-02-31' },
      { reference: ' ' },
      { way: 'cheese' },
    ]) {
      const sent = await emile.post(`/refunds/${refundId}/making`, { ...made, ...wrong })
      sent.assertStatus(422)
    }
    assert.lengthOf(await db.from('hand_refunds'), 0)
    await emile.post(`/refunds/${refundId}/making`, made)
    assert.include((await emile.get(`/payments/${id}`)).text(), 'reçu Reçu 7')
  })

  test('asked by mistake is withdrawn, and can be asked again; made, it cannot', async ({
    client,
    assert,
  }) => {
    const id = await paidByTransfer()
    const refundId = await aSignedRefund(id, 2000)
    const emile = await as(client, await someoneWith('treasurer'))
    await emile.post(`/refunds/${refundId}/withdrawal`)
    assert.deepEqual(await givesByHand(refundId), { ok: false, refusal: 'gone' })
    const again = await aSignedRefund(id, 1900)
    assert.isTrue((await givesByHand(again)).ok)
    await emile.post(`/refunds/${again}/withdrawal`)
    assert.lengthOf(await db.from('refund_withdrawals'), 1)
    assert.equal((await paymentOf(id)).refunded_cents, 1900)
  })

  test('waits no more once the money is found not to have come', async ({ assert }) => {
    const id = await paidByTransfer()
    const refundId = await aSignedRefund(id, 2000)
    await db.from('payments').where('id', id).update({ state: 'failed' })
    assert.deepEqual(await givesByHand(refundId), { ok: false, refusal: 'gone' })
  })

  test('is what a payer gets who paid by transfer twice and chose to be given back', async ({
    client,
    assert,
  }) => {
    const person = await someone('Awa')
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const { intent } = await anOrder(await memberOf(person, clock.now()), clock.now())
    if (!intent) throw new Error('Nothing to pay')
    await theAccount()
    const { ref } = await anOrderBy('transfer', intent)
    await received(ref, 4000)
    const [surplus] = await Surplus.undecided(person.id)
    assert.equal(surplus?.amountCents, 2000)
    assert.isTrue((await surplus?.choose('refund', person.id, clock.now()))?.ok)
    const refund = await lastRefund()
    assert.equal(refund.signatures_needed, 2)
    for (const role of ['treasurer', 'board'] as const) {
      const signer = await as(client, await someoneWith(role))
      await signer.post(`/refunds/${refund.id}/signatures`)
    }
    assert.isTrue((await givesByHand(refund.id)).ok)
    const states = await db.from('payments').orderBy('id')
    assert.deepEqual(
      states.map((one) => [one.surplus, one.state]),
      [
        [false, 'paid'],
        [true, 'refunded'],
      ]
    )
    assert.match((await (await as(client, person)).get('/membership')).text(), /20\s€ rendus/)
  })

  test('and another, and another: never more than was paid, and each cent is written once', async ({
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1200 }), { maxLength: 6 }),
        async (parts) => {
          const id = await paidByTransfer()
          let back = 0
          for (const cents of parts) {
            const asking = () => aSignedRefund(id, cents)
            if (back + cents > 2000) {
              await assert.rejects(asking, back === 2000 ? /nothing_left/ : /too_much/)
              continue
            }
            assert.isTrue((await givesByHand(await asking())).ok)
            back += cents
          }
          const moved = (await movedCents(id)).reduce((sum, [, cents]) => sum + Number(cents), 0)
          assert.equal(moved, 2000 - back)
          assert.equal((await paymentOf(id)).refunded_cents, back)
        }
      ),
      { numRuns: 6 }
    )
  })
})
