import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import type { PaymentIntent } from '#payments/payment_intent'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { someone } from '#tests/support/cast'
import { anOrder, memberOf } from '#tests/support/dues'
import { assertBooksHoldMoney } from '#tests/support/what_the_books_say'

interface Asked {
  schedule?: 'once' | 'month' | 'year'
  person?: Person
  /** What is paid in all: the plan's floor as dues, the rest as a gift. */
  cents?: number
}

/**
 * A member orders dues of a plan's floor and gives the rest of twenty euros: each story of a
 * provider then is one of a membership and of a gift.
 */
export async function duesAndGift(asked: Asked = {}): Promise<PaymentIntent> {
  const { schedule = 'once', person, cents = 2000 } = asked
  const payer = person ?? (await someone('Bastien'))
  const { intent } = await anOrder(await memberOf(payer, clock.now()), clock.now(), {
    plan: schedule === 'month' ? 'monthly' : 'yearly',
    cents,
    beyond: 'gift',
    recurring: schedule !== 'once',
  })
  if (!intent) throw new Error('Nothing is to be paid')
  return intent
}

/** What a provider's own papers say of one payment. */
export interface PaymentAtProvider {
  ref: string
  /** Its money was on the account once. */
  arrived: boolean
  /** On its way still. */
  pending: boolean
  /** What is left of it there, in cents: paid, less what went back or is disputed. */
  keptCents: number
}

interface Ours {
  ref: string
  surplus: boolean
  duesCents: number
  coveredCents: number
  givenCents: number
  /** Live periods that it is for. */
  periods: number
  /** Of those, how many hold as much as they ask. */
  paidPeriods: number
  thanks: number
  surplusLetters: number
  surplusCents: number
}

const OURS = `select p.ref, p.surplus,
    (select coalesce(sum(l.amount_cents), 0)::int from payment_lines l
      where l.intent_id = p.intent_id and l.kind = 'dues') as "duesCents",
    (select coalesce(sum(c.amount_cents), 0)::int from period_coverage c where c.payment_id = p.id) as "coveredCents",
    (select coalesce(sum(m.amount_cents), 0)::int from gift_money m where m.payment_id = p.id) as "givenCents",
    (select count(*)::int from period_payments x join membership_periods q on q.id = x.period_id
      where x.payment_id = p.id and q.cancelled_at is null) as periods,
    (select count(*)::int from period_payments x join membership_periods q on q.id = x.period_id
      where x.payment_id = p.id and q.cancelled_at is null and q.due_cents <=
        (select sum(c.amount_cents) from period_coverage c where c.period_id = q.id)) as "paidPeriods",
    (select count(*)::int from outbox_letters o
      where o.letter_key in ('dues_covered:' || p.id, 'gift_thanks:' || p.id)) as thanks,
    (select count(*)::int from outbox_letters o where o.letter_key = 'dues_surplus:' || p.id) as "surplusLetters",
    (select coalesce(sum(s.amount_cents), 0)::int from dues_surplus s where s.payment_id = p.id) as "surplusCents"
  from payments p where p.provider = ? order by p.id`

/**
 * What each payment did to memberships, gifts and letters, held against what the provider says of
 * it: dues are covered first, the rest is given, a payment too many covers nothing, each payment
 * that arrived is thanked for by one letter.
 */
export async function assertWhatMoneyDid(
  assert: Assert,
  provider: string,
  truth: (ref: string) => PaymentAtProvider
) {
  await assertBooksHoldMoney(assert)
  const { rows } = await db.rawQuery<{ rows: Ours[] }>(OURS, [provider])
  for (const ours of rows) {
    const { arrived, pending, keptCents } = truth(ours.ref)
    const covered = ours.surplus ? 0 : Math.min(keptCents, ours.duesCents)
    const counts = !ours.surplus && (arrived || pending)
    assert.deepInclude(
      ours,
      {
        coveredCents: covered,
        givenCents: ours.surplus ? 0 : keptCents - covered,
        periods: counts ? 1 : 0,
        paidPeriods: counts && covered >= ours.duesCents ? 1 : 0,
        thanks: arrived && !ours.surplus ? 1 : 0,
        surplusLetters: arrived && ours.surplus ? 1 : 0,
        surplusCents: ours.surplus ? ours.duesCents : 0,
      },
      `what ${ours.ref} did`
    )
  }
}

/** The members' live periods, oldest first: from, to, and cents there of those asked. */
export async function periodsHeld(): Promise<string[]> {
  const { rows } = await db.rawQuery(
    `select from_on || '…' || to_on || ' ' || coalesce((select sum(amount_cents) from period_coverage
        where period_id = q.id), 0) || '/' || due_cents as line
      from membership_periods q where cancelled_at is null order by from_on, id`
  )
  return rows.map(({ line }: { line: string }) => line)
}
