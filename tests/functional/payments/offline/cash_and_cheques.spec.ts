import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { depositCheques } from '#payments/offline/cheque_deposits'
import { PaymentIntent } from '#payments/payment_intent'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { anOrderBy, received } from '#tests/support/offline'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anIntent } from '#tests/support/payments'
import { toldOfPayments } from '#tests/support/told_of_payments'

const told = toldOfPayments()

test.group('Paying by cheque or in cash', (group) => {
  ownDatabase(group)
  group.each.setup(() => told.forget())

  const stateOf = async ({ id }: PaymentIntent) => (await PaymentIntent.findOrFail(id)).state

  test('is offered where someone keeps the treasury, and says to whom', async ({
    client,
    assert,
  }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    assert.notInclude((await visitor.get(`/pay/${intent.id}`)).text(), 'value="cash_cheque"')
    await someoneWith('treasurer')
    const sent = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'cash_cheque' })
    sent.assertHeader('location', `/pay/${intent.id}/cash_cheque`)
    const page = await visitor.get(`/pay/${intent.id}/cash_cheque`)
    page.assertStatus(200)
    assert.include(page.text(), 'Émile')
    assert.match(page.text(), /RF\d\d( \d{1,4})+/)
  })

  test('cash is there once someone else has counted it', async ({ client, assert }) => {
    const emile = await someoneWith('treasurer')
    const intent = await anIntent()
    const { ref } = await anOrderBy('cash_cheque', intent)
    const receipt = await received(ref, 2000, { kind: 'cash' }, emile)
    assert.equal(await stateOf(intent), 'open')
    const own = await (await as(client, emile)).get('/cash')
    assert.include(own.text(), 'à quelqu’un d’autre de compter')
    const chloe = await as(client, await someoneWith('board'))
    for (let time = 0; time < 2; time += 1) {
      ;(await chloe.post(`/receipts/${receipt}/confirmation`)).assertStatus(303)
    }
    assert.equal(await stateOf(intent), 'paid')
    assert.deepEqual(told.names, ['paid'])
  })

  test('nobody confirms the cash that they entered, even past our pages', async ({ assert }) => {
    const chloe = await someoneWith('board')
    const { ref } = await anOrderBy('cash_cheque')
    const receipt = await received(ref, 2000, { kind: 'cash' }, chloe)
    const row = { receipt_id: receipt, confirmed_by_id: chloe.id, confirmed_at: clock.now() }
    await assert.rejects(() => db.table('receipt_confirmations').insert(row), /cash_takes_two/)
    await asOwner((client) => client.query('drop trigger cash_takes_two on receipt_confirmations'))
    await db.table('receipt_confirmations').insert(row)
  })

  test('a cheque counts at once; one that bounces is taken back', async ({ client, assert }) => {
    const intent = await anIntent()
    const { ref } = await anOrderBy('cash_cheque', intent)
    const emile = await as(client, await someoneWith('treasurer'))
    const receipt = await received(ref, 2000)
    assert.equal(await stateOf(intent), 'paid')
    ;(await emile.post(`/receipts/${receipt}/reversal`, { cause: 'unpaid' })).assertStatus(303)
    assert.equal(await stateOf(intent), 'failed')
    assert.deepEqual(told.names, ['failed', 'paid'])
    const payment = await db.from('payments').firstOrFail()
    assert.equal(payment.failure_code, 'unpaid')
  })

  test('cheques go to the bank on one slip, each on one only', async ({ client, assert }) => {
    const person = await someoneWith('treasurer')
    const emile = await as(client, person)
    for (const cents of [2000, 2000]) {
      await received((await anOrderBy('cash_cheque')).ref, cents, { kind: 'cheque' })
    }
    await received((await anOrderBy('cash_cheque')).ref, 2000, { kind: 'cash' })
    assert.match((await emile.get('/cheque-deposits')).text(), /40\s€/)
    const made = await Promise.all([1, 2, 3].map(() => depositCheques(person.id, clock.now())))
    assert.lengthOf(
      made.filter((id) => id !== null),
      1
    )
    assert.lengthOf(await db.from('cheque_deposit_lines'), 2)
    const slip = await emile.get(`/cheque-deposits/${made.find((id) => id !== null)}`)
    assert.match(slip.text(), /40\s€/)
    const again = await emile.post('/cheque-deposits')
    again.assertHeader('location', '/cheque-deposits')
    ;(await emile.get('/cheque-deposits/999999')).assertStatus(404)
  })

  test('what was received is never changed or removed', async ({ assert }) => {
    const { ref } = await anOrderBy('cash_cheque')
    await received(ref, 2000, {}, await someone('Émile'))
    for (const table of ['offline_receipts', 'receipt_reversals', 'cheque_deposits']) {
      await assert.rejects(() => db.from(table).delete(), /permission/)
    }
    await assert.rejects(
      () => db.from('offline_receipts').update({ amount_cents: 1 }),
      /permission/
    )
  })
})
