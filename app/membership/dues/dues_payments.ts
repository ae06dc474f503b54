import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { GivenBackTold, PaymentTold } from '#payments/payment_events'
import type { PaymentLine } from '#payments/payment_intent'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import { allotMoney } from '../allot_money.js'
import { Member } from '../register/member.js'
import { claimsOf, ordinaryOf } from '../surplus/claims.js'
import { coverPeriod, linkPayment, linksOf, type CoverCause, type Link } from './cover.js'
import { DuesOrder, type OrderLine } from './dues_order.js'
import { cancelPeriod } from './member_periods.js'
import { takeCollege } from './plan_college.js'
import { noticeSurplus } from './surplus.js'
import { MembershipPeriod, targetOf, type Dues } from './target.js'

/** Money on its way: the period is there, provisional, until it is known. */
export async function duesPending(told: PaymentTold, transaction: TransactionClientContract) {
  const all = { lines: told.lines, cents: told.grossCents }
  for (const { order, cents } of await ordersOf(all, transaction)) {
    await ensureLinks(order, cents, told, transaction)
  }
}

/** The money is there: it covers its periods. */
export async function duesPaid(told: PaymentTold, transaction: TransactionClientContract) {
  const ordinary = await ordinaryOf(told, 0, transaction)
  for (const { order, cents } of await ordersOf(ordinary, transaction)) {
    await ensureLinks(order, cents, told, transaction)
    await coverTo(told, cents, 'paid', transaction)
  }
}

/** Paid a second time: nothing is covered by it until someone says what for. */
export async function duesSurplus(told: PaymentTold, transaction: TransactionClientContract) {
  const all = { lines: told.lines, cents: told.grossCents }
  for (const { order, cents } of await ordersOf(all, transaction)) {
    for (const { line, cents: part } of shares(await order.lines(transaction), cents)) {
      await noticeSurplus({ told, order, memberId: line.memberId, cents: part }, transaction)
    }
  }
}

/** It will not come, or the bank took it back: what it covered is uncovered. */
export async function duesFailed(told: PaymentTold, transaction: TransactionClientContract) {
  if ((await ordersOf({ lines: told.lines, cents: 0 }, transaction)).length === 0) return
  await coverTo(told, 0, 'failed', transaction)
  for (const link of await ordinaryLinks(told.paymentId, transaction)) {
    if (!link.cancelled && (await wasNeverCovered(link, transaction))) {
      await cancelPeriod(link.periodId, 'never_paid', told.at, transaction)
    }
    await tellUncovered(told, link.memberId, 'failed', transaction)
  }
}

/** Money went back, or came back after a dispute was won: what covers is what is left. */
export async function duesGivenBack(told: GivenBackTold, transaction: TransactionClientContract) {
  const ordinary = await ordinaryOf(told, told.backCents, transaction)
  for (const { order, cents } of await ordersOf(ordinary, transaction)) {
    const links = await ordinaryLinks(told.paymentId, transaction)
    const returns = cents > 0 && links.some(({ cancelled }) => cancelled)
    // Another payment took the place meanwhile: it looks for the next one, or asks.
    if (returns && (await isMoreThanCounted(told.paymentId, cents, transaction))) {
      await ensureLinks(order, cents, { ...told, paidAt: told.at }, transaction, true)
    }
    await coverTo(told, cents, told.cause, transaction)
    if (ordinary.cents > 0) continue
    for (const { memberId } of links) await tellUncovered(told, memberId, told.cause, transaction)
  }
}

/** The orders that a payment is for, and how many of its cents are there for each. */
async function ordersOf(
  { lines, cents }: { lines: PaymentLine[]; cents: number },
  transaction: TransactionClientContract
) {
  const allotted = allotMoney(lines, cents)
  const found: Array<{ order: DuesOrder; cents: number }> = []
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'dues') continue
    const order = await DuesOrder.findOrFail(line.subjectId, { client: transaction })
    const memberIds = (await order.lines(transaction)).map(({ memberId }) => memberId)
    await Member.hold(
      memberIds.toSorted((one, other) => one - other),
      transaction
    )
    found.push({ order, cents: allotted[index] ?? 0 })
  }
  return found
}

/** Those of what was paid once: a period made of a second payment follows what is left of that. */
async function ordinaryLinks(paymentId: number, transaction: TransactionClientContract) {
  const claims = await claimsOf(paymentId, transaction)
  const kept = claims.flatMap(({ choice, memberId }) => (choice === 'next_period' ? memberId : []))
  return (await linksOf(paymentId, transaction)).filter(({ memberId }) => !kept.includes(memberId))
}

async function ensureLinks(
  order: DuesOrder,
  cents: number,
  told: PaymentTold,
  transaction: TransactionClientContract,
  returned = false
) {
  const links = await linksOf(told.paymentId, transaction)
  const linked = new Set(links.flatMap((one) => (one.cancelled ? [] : [one.memberId])))
  const lines = await order.lines(transaction)
  const part = await partOf(told, transaction)
  for (const { line, cents: share } of shares(lines, cents)) {
    if (linked.has(line.memberId) || share === 0) continue
    const periodId = await periodFor(order, line, { told, part, share, returned }, transaction)
    if (periodId === null) {
      await noticeSurplus({ told, order, memberId: line.memberId, cents: share }, transaction)
    } else {
      const link = { periodId, paymentId: told.paymentId, expectedCents: share }
      await linkPayment(link, told.at, transaction)
    }
  }
}

interface Arriving {
  told: PaymentTold
  part: number
  share: number
  /** The money had gone and is back: what it was for may have been paid anew. */
  returned: boolean
}

async function periodFor(
  order: DuesOrder,
  line: OrderLine,
  { told, part, share, returned }: Arriving,
  transaction: TransactionClientContract
): Promise<number | null> {
  if (part > 1) {
    const period = await MembershipPeriod.query({ client: transaction })
      .where({ orderId: order.id, memberId: line.memberId })
      .whereNull('cancelledAt')
      .first()
    if (period) return period.id
  }
  const later = told.subscriptionId !== null && !told.first
  // An agreement's amount may have been changed since: never under the floor.
  const dueCents = later && share >= line.floorCents ? share : line.dueCents
  const dues: Dues = {
    memberId: line.memberId,
    orderId: order.id,
    planCode: order.planCode,
    planName: order.planName,
    kind: order.kind,
    dueCents,
    floorCents: line.floorCents,
    sharesPot: line.sharesPot,
    instalments: order.instalments,
    source: 'payment',
  }
  const day = parisDay(told.paidAt ?? told.initiatedAt)
  const aimsOn = returned ? day : later ? null : line.aimsOn
  const when = { day, aimsOn, at: told.at }
  const target = await targetOf(dues, when, transaction)
  return target === 'already_paid' ? null : target.periodId
}

/** Covers the periods of a payment with what is there of it, in their order; admits who is new. */
async function coverTo(
  told: PaymentTold,
  cents: number,
  cause: CoverCause,
  transaction: TransactionClientContract
) {
  const links = await ordinaryLinks(told.paymentId, transaction)
  let left = cents
  const covered: number[] = []
  for (const link of links.toSorted(
    (one, other) => Number(one.cancelled) - Number(other.cancelled)
  )) {
    const part = link.cancelled ? 0 : Math.min(left, link.expectedCents)
    left -= part
    const cover = { periodId: link.periodId, paymentId: told.paymentId, cents: part, cause }
    const difference = await coverPeriod(cover, told.at, transaction)
    if (difference <= 0) continue
    covered.push(link.memberId)
    await takeCollege(link, told.at, transaction)
  }
  for (const memberId of covered) {
    const member = await Member.findOrFail(memberId, { client: transaction })
    await member.admit(parisDay(told.paidAt ?? told.at), transaction)
  }
  if (covered.length === 0) return
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const said = { at, paymentId, personId, payerName, payerEmail, locale, memberIds: covered, cents }
  const giftCents = giftOf(told)
  await tell({ name: 'membership.covered', ...said, giftCents }, transaction)
}

/** What of a payment is a gift that goes with the dues, in cents. */
function giftOf({ lines, grossCents }: PaymentTold): number {
  return allotMoney(lines, grossCents).reduce(
    (sum, cents, index) => (lines[index]?.kind === 'gift' ? sum + cents : sum),
    0
  )
}

/** What of an amount is each member's: as ordered, or in the same proportions when it differs. */
function shares(lines: OrderLine[], cents: number): Array<{ line: OrderLine; cents: number }> {
  const due = lines.reduce((sum, { dueCents }) => sum + dueCents, 0)
  if (due === 0) return lines.map((line, index) => ({ line, cents: index === 0 ? cents : 0 }))
  const parts = lines.map(({ dueCents }) => Math.floor((cents * dueCents) / due))
  const rest = cents - parts.reduce((sum, part) => sum + part, 0)
  return lines.map((line, index) => ({
    line,
    cents: (parts[index] ?? 0) + (index === 0 ? rest : 0),
  }))
}

async function partOf(told: PaymentTold, transaction: TransactionClientContract): Promise<number> {
  const row = await transaction.from('dues_intents').where('intent_id', told.intentId).first()
  return row?.part ?? 1
}

async function wasNeverCovered(link: Link, transaction: TransactionClientContract) {
  const [row] = await prepared<{ rows: number; others: number }>(
    {
      name: 'membership.ever_covered',
      text: `select (select count(*)::int from period_coverage where period_id = $1) as rows,
        (select count(*)::int from period_payments l join payments p on p.id = l.payment_id
          where l.period_id = $1 and p.state = 'pending') as others`,
    },
    [link.periodId],
    transaction
  )
  return row?.rows === 0 && row.others === 0
}

async function isMoreThanCounted(
  paymentId: number,
  cents: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  const [row] = await prepared<{ cents: number }>(
    {
      name: 'membership.counted_of_payment',
      text: `select coalesce(sum(amount_cents), 0)::bigint as cents from period_coverage where payment_id = $1`,
    },
    [paymentId],
    transaction
  )
  return cents > (row?.cents ?? 0)
}

async function tellUncovered(
  told: PaymentTold,
  memberId: number,
  cause: string,
  transaction: TransactionClientContract
) {
  const { at, paymentId, personId, payerName, payerEmail, locale } = told
  const said = { at, paymentId, personId, payerName, payerEmail, locale, memberId, cause }
  await tell({ name: 'membership.uncovered', ...said }, transaction)
}
