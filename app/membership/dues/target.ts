import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { MembershipPeriodSchema } from '#database/schema'
import { bookInTransaction } from '#rulebook/rule_book'
import {
  cancelPeriod,
  includes,
  isEmpty,
  isPaidFor,
  periodsOf,
  type MemberPeriod,
} from './member_periods.js'
import { StandingOverride } from './overrides.js'
import { addDays, addMonths, nextPeriod, type Next, type PeriodKind } from './periods.js'
import { termsOf } from './plans.js'

export class MembershipPeriod extends MembershipPeriodSchema {}

/** What a member's dues of an order are for. */
export interface Dues {
  memberId: number
  orderId: number
  planCode: string
  planName: string
  kind: PeriodKind
  dueCents: number
  floorCents: number
  sharesPot: boolean
  instalments: number
  source: 'payment' | 'free'
}

export type Target = { periodId: number } | 'already_paid'

/**
 * The period that money arriving on a day is for: the one left to be completed, else the next one.
 * `aimsOn` is the day that was ordered, null for the later payments of an agreement. Never a second
 * time for what is paid already.
 */
export async function targetOf(
  dues: Dues,
  when: { day: string; aimsOn: string | null; at: Date },
  transaction: TransactionClientContract
): Promise<Target> {
  const { day, aimsOn, at } = when
  const periods = await periodsOf(dues.memberId, transaction)
  const standing: MemberPeriod[] = []
  for (const period of periods) {
    if (!isEmpty(period)) standing.push(period)
    else await cancelPeriod(period.id, 'never_paid', at, transaction)
  }
  const open = standing.find((one) => !isPaidFor(one) && includes(one, aimsOn ?? day))
  if (open) return { periodId: open.id }
  const last = standing.at(-1) ?? null
  const paidAlready = aimsOn
    ? standing.some((one) => includes(one, aimsOn))
    : last !== null && isFarAhead(last, dues.kind, day)
  if (paidAlready) return 'already_paid'
  const next = await nextFor(dues.kind, last, { day, at }, transaction)
  if (!next) return 'already_paid'
  return { periodId: await openPeriod(dues, next, { day, at }, transaction) }
}

/** The period that would come next for a member who pays on a day. */
export async function nextFor(
  kind: PeriodKind,
  last: MemberPeriod | null,
  { day, at }: { day: string; at: Date },
  transaction: TransactionClientContract
): Promise<Next | null> {
  const book = await bookInTransaction(transaction, at)
  // A period that begins later than today, cancelled or edited, must not be run over.
  const from = last && last.from > day ? last.from : day
  return nextPeriod(termsOf(book, kind, from), last)
}

/** Writes a period down; whoever had resigned is back with it. */
export async function openPeriod(
  dues: Dues,
  next: Next,
  { day, at }: { day: string; at: Date },
  transaction: TransactionClientContract
): Promise<number> {
  const { memberId, orderId, planCode, planName, kind, source } = dues
  const { dueCents, floorCents, sharesPot, instalments } = dues
  const period = await MembershipPeriod.create(
    {
      ...{ memberId, orderId, planCode, planName, kind, source },
      ...{ dueCents, floorCents, sharesPot, instalments },
      fromOn: next.from,
      toOn: next.to,
      anchorDay: next.anchorDay,
      askedOn: day,
      createdAt: at,
    },
    { client: transaction }
  )
  await StandingOverride.comeBack(memberId, next.from, at, transaction)
  return period.id
}

/** A payment made again and again comes about when the last period ends, not long before. */
function isFarAhead(last: MemberPeriod, kind: PeriodKind, day: string): boolean {
  if (last.to === null) return true
  const soon = kind === 'month' ? addDays(day, 15) : addMonths(day, 2)
  return last.to > soon
}
