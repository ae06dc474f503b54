import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { findOrder } from '#payments/offline/orders'
import { receive, reverseReceipt } from '#payments/offline/receive'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { anOrderBy, received, theAccount } from '#tests/support/offline'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { somebodyWaits } from '#tests/support/somebody_waits'

const movedCents = async () =>
  Number((await db.from('money_movements').sum('amount_cents as sum').firstOrFail()).sum)

test.group('Two treasurers at the same papers', (group) => {
  ownDatabase(group)

  test('one takes back a transfer while the other enters one: the later goes first', async ({
    assert,
  }) => {
    await theAccount()
    const { ref } = await anOrderBy('transfer')
    const first = await received(ref, 2000)
    const { id } = await someone('Émile')
    const reversal = await asOwner(async (owner) => {
      await owner.query('begin')
      await owner.query('select from offline_orders where ref = $1 for update', [ref])
      const reversing = reverseReceipt(first, 'mistake', id, clock.now())
      await somebodyWaits()
      await owner.query(
        `insert into offline_receipts (ref, kind, amount_cents, received_on, form_key, entered_by_id, entered_at)
          values ($1, 'transfer', 2000, current_date, gen_random_uuid(), $2, clock_timestamp())`,
        [ref, id]
      )
      await owner.query('commit')
      return reversing
    })
    assert.deepEqual(reversal, { ok: false, refusal: 'later_first' })
  })

  test('one whose machine is a minute late: no cent is counted twice', async ({ assert }) => {
    await theAccount()
    const { ref } = await anOrderBy('transfer')
    const order = await findOrder(ref)
    const { id } = await someone('Émile')
    if (!order) throw new Error('no order')
    for (const late of [0, 60_000, 120_000]) {
      const at = new Date(clock.now().getTime() - late)
      const came = { kind: 'transfer' as const, amountCents: 2000, receivedOn: parisDay(at) }
      await receive(order, { ...came, note: '', formKey: crypto.randomUUID() }, id, at)
      assert.equal(await movedCents(), 2000 * (1 + late / 60_000))
    }
    const { gross } = await db.from('payments').sum('gross_cents as gross').firstOrFail()
    assert.equal(Number(gross), 6000)
  })
})

test.group('A receipt', (group) => {
  inTransaction(group)

  test('entered from a page come back to, for another sum, is said not to be there', async ({
    client,
    assert,
  }) => {
    await theAccount()
    const { ref } = await anOrderBy('transfer')
    const emile = await as(client, await someoneWith('treasurer'))
    const key = crypto.randomUUID()
    const form = { kind: 'transfer', received_on: parisDay(clock.now()), form_key: key }
    const enter = (amount: string, more = {}) =>
      emile.post(`/by-hand/${ref}/receipts`, { ...form, amount, ...more })
    ;(await enter('12')).assertStatus(303)
    const again = await enter('8')
    again.assertStatus(422)
    assert.include(again.text(), 'Ce formulaire a déjà servi')
    assert.include(again.text(), 'value="8"')
    assert.notInclude(again.text(), key)
    ;(await enter('8', { form_key: crypto.randomUUID() })).assertStatus(303)
    const rows = await db.from('offline_receipts').orderBy('id')
    assert.deepEqual(
      rows.map(({ amount_cents: cents }) => cents),
      [1200, 800]
    )
  })
})
