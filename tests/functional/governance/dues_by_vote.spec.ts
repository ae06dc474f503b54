import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { bookAsOf } from '#rulebook/rule_book'
import { FakeClock, useClock } from '#shared/clock'
import { someone } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { anAssociation, NO, voted, YES, type Neighbour } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const time = new FakeClock(MARCH)

test.group('Dues that the members change', (group) => {
  inTransaction(group)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** The yearly plan at 42 €, and nothing else of it changed. */
  async function dearer() {
    const plans = (await bookAsOf(MARCH)).value('dues.plans')
    const value = plans.map((plan) =>
      plan.code === 'yearly' ? { ...plan, floor_cents: 4200, suggested_cents: [4200, 6000] } : plan
    )
    return { key: 'dues.plans', value }
  }

  test('ask the new price at the next checkout: {what}')
    .with([
      { what: 'adopted', answer: YES, cents: 4200, refused: '3500' },
      { what: 'refused', answer: NO, cents: 1000, refused: '500' },
    ])
    .run(async ({ client, assert }, { answer, cents, refused }) => {
      const everyone = await anAssociation(5)
      const answers = everyone.map((one): [Neighbour, typeof YES] => [one, answer])
      const vote = await voted('rule_change', await dearer(), answers, MARCH)
      if (!vote.closesAt) throw new Error('No close')
      const fatou = await someone('Fatou')
      const check = async (amount: string) => {
        const asked = new URLSearchParams({ plan: 'yearly', other_amount: amount, beyond: 'gift' })
        return (await as(client, fatou)).get(`/membership/join/check?${asked}`)
      }
      // Just before the close, the old price still holds.
      time.set(new Date(vote.closesAt.getTime() - 1))
      ;(await check('10')).assertStatus(200)
      time.set(vote.closesAt)
      ;(await check(String(Number(refused) / 100))).assertStatus(422)
      const agreed = await check('60')
      agreed.assertStatus(200)
      assert.match(readable(agreed.text()), /Payer 60\s€/)
      const choice = { plan: 'yearly', other_amount: '60', beyond: 'gift' }
      await (await as(client, fatou)).post('/membership/join/orders', choice).redirects(0)
      const dues = await db
        .from('payment_lines as l')
        .join('payment_intents as i', 'i.id', 'l.intent_id')
        .where({ 'l.kind': 'dues', 'i.person_id': fatou.id })
        .select('l.amount_cents')
      assert.deepEqual(dues, [{ amount_cents: cents }])
    })
})
