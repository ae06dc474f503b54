import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { isCreditorReference } from '#payments/offline/creditor_reference'
import { sweepOfflineOrders } from '#payments/offline/sweep_orders'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { ACCOUNT, anOrderBy, received, theAccount } from '#tests/support/offline'
import { anIntent } from '#tests/support/payments'
import { toldOfPayments } from '#tests/support/told_of_payments'

const told = toldOfPayments()
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test.group('Paying by transfer', (group) => {
  inTransaction(group)
  group.each.setup(() => told.forget())

  test('is not offered before two mandates agreed on an account', async ({ client, assert }) => {
    const intent = await anIntent()
    const visitor = await as(client, null)
    assert.notInclude((await visitor.get(`/pay/${intent.id}`)).text(), 'value="transfer"')
    await theAccount()
    assert.include((await visitor.get(`/pay/${intent.id}`)).text(), 'value="transfer"')
  })

  test('shows the payer the account, a reference and a code; the same for two clicks', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const intent = await anIntent()
    const visitor = await as(client, null)
    for (let click = 0; click < 2; click += 1) {
      const sent = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'transfer' })
      sent.assertHeader('location', `/pay/${intent.id}/transfer`)
    }
    assert.lengthOf(await db.from('offline_orders'), 1)
    const page = await visitor.get(`/pay/${intent.id}/transfer`)
    page.assertStatus(200)
    const text = plain(page.text())
    assert.include(text, 'FR76 3000 6000 0112 3456 7890 189')
    assert.include(text, 'AGRIFRPP')
    const [reference = ''] = /RF\d\d( \d{1,4})+/.exec(text) ?? []
    assert.isTrue(isCreditorReference(reference))
    assert.include(page.text(), '<svg')
  })

  test('Émile finds the reference, enters what came, and it is paid once', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const intent = await anIntent()
    const { ref } = await anOrderBy('transfer', intent)
    const emile = await as(client, await someoneWith('treasurer'))
    assert.include((await emile.get('/by-hand')).text(), ref)
    const spaced = encodeURIComponent(ref.replace(/(.{4})/g, '$1 ').toLowerCase())
    assert.include((await emile.get(`/by-hand?q=${spaced}`)).text(), 'Bastien Moreau')
    const form = {
      kind: 'transfer',
      amount: '20,00',
      received_on: clock.now().toISOString().slice(0, 10),
      form_key: '6f1c1a52-7d43-4a9e-9c39-0d8d8a2f0b11',
    }
    for (let time = 0; time < 2; time += 1) {
      ;(await emile.post(`/by-hand/${ref}/receipts`, form)).assertStatus(303)
    }
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    assert.deepEqual(told.names, ['paid'])
    const movements = await db.from('money_movements').where('provider', 'transfer')
    assert.deepEqual(
      movements.map(({ kind, amount_cents: cents }) => [kind, cents]),
      [['payment', 2000]]
    )
    const back = await (await as(client, null)).get(`/pay/${intent.id}/transfer`)
    back.assertHeader('location', `/pay/${intent.id}/return`)
  })

  test('a part opens nothing and the page says what is missing; the rest pays it', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const intent = await anIntent()
    const { ref } = await anOrderBy('transfer', intent)
    await received(ref, 1250)
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'open')
    const page = await (await as(client, null)).get(`/pay/${intent.id}/transfer`)
    const text = plain(page.text())
    assert.match(text, /déjà reçu 12,50\s€/)
    assert.match(text, /Virer 7,50\s€/)
    await received(ref, 750)
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    assert.deepEqual(told.names, ['paid'])
  })

  test('what is too much waits for a decision, and a mistake can be taken back', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const intent = await anIntent()
    const { ref } = await anOrderBy('transfer', intent)
    const emile = await as(client, await someoneWith('treasurer'))
    const first = await received(ref, 2500)
    assert.deepEqual(told.names, ['paid', 'surplus'])
    const more = await received(ref, 300)
    assert.deepEqual(told.names, ['paid', 'surplus', 'surplus'])
    await emile.post(`/receipts/${first}/reversal`, { cause: 'mistake' })
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid', 'the later one first')
    await emile.post(`/receipts/${more}/reversal`, { cause: 'mistake' })
    await emile.post(`/receipts/${first}/reversal`, { cause: 'mistake' })
    const [{ sum }] = await db.from('money_movements').sum('amount_cents as sum')
    assert.equal(Number(sum), 0)
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'failed')
    await received(ref, 2000)
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
  })

  test('after sixty days we wait no more; money that comes all the same is taken', async ({
    assert,
  }) => {
    await theAccount()
    const time = new FakeClock(clock.now())
    const giveBack = useClock(time)
    try {
      const intent = await anIntent()
      const { ref } = await anOrderBy('transfer', intent)
      time.advance({ days: 59 })
      await sweepOfflineOrders(time.now())
      assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'open')
      time.advance({ days: 2 })
      await sweepOfflineOrders(time.now())
      assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'expired')
      await received(ref, 2000)
      assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    } finally {
      giveBack()
    }
  })

  test('keeps to the account that the payer was given, though another is in force since', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const intent = await anIntent()
    await anOrderBy('transfer', intent)
    await theAccount({ ...ACCOUNT, iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPP' })
    const visitor = await as(client, null)
    const text = plain((await visitor.get(`/pay/${intent.id}/transfer`)).text())
    assert.include(text, '7890 189')
  })

  test('a day to come, one too long ago, no amount: the form says so and keeps what was typed', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const { ref } = await anOrderBy('transfer')
    const emile = await as(client, await someoneWith('treasurer'))
    const form = { kind: 'transfer', amount: '20', form_key: crypto.randomUUID() }
    for (const change of [
      { received_on: '2999-01-01' },
      { received_on: '2001-01-01' },
      { received_on: '2026-02-31' },
      { received_on: '2026-01-05', amount: 'vingt' },
    ]) {
      const answer = await emile.post(`/by-hand/${ref}/receipts`, { ...form, ...change })
      answer.assertStatus(422)
      assert.include(answer.text(), change.received_on)
    }
    assert.lengthOf(await db.from('offline_receipts'), 0)
  })
})
