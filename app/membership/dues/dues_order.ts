import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesOrderSchema } from '#database/schema'
import type { Book } from '#rulebook/book'
import { bookInTransaction } from '#rulebook/rule_book'
import { Organisation } from '#organisation/organisation'
import { PaymentIntent } from '#payments/payment_intent'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Gift } from '../gifts/gift.js'
import { Member } from '../register/member.js'
import { solidarityPot } from './cover.js'
import {
  duesAmount,
  splitInto,
  type AmountChoice,
  type AmountRefusal,
  type DuesAmount,
} from './dues_amounts.js'
import { includes, isEmpty, isPaidFor, periodsOf, type MemberPeriod } from './member_periods.js'
import { overridesOf } from './overrides.js'
import { nextPeriod, type PeriodKind } from './periods.js'
import { takeCollege } from './plan_college.js'
import { plansOf, termsOf, type Plan } from './plans.js'
import { nextFor, openPeriod } from './target.js'

export interface DuesChoice extends AmountChoice {
  plan: string
  /** Renewed by itself at the end of each period. */
  recurring: boolean
  instalments: number
}

export interface Payer {
  personId: number | null
  name: string
  email: string | null
  locale: 'fr' | 'en'
}

export type DuesRefusal =
  | AmountRefusal
  | 'no_such_plan'
  | 'already_paid'
  | 'already_for_life'
  | 'not_welcome'
  | 'on_its_way'
  | 'not_in_parts'

export interface Placed {
  order: DuesOrder
  /** Null where nothing is to be paid: the period is there already. */
  intent: PaymentIntent | null
}

/** What someone chose to pay for themselves and others of their household; a payment line points to it. */
export class DuesOrder extends DuesOrderSchema {
  declare kind: PeriodKind
  declare schedule: 'once' | 'month' | 'year'

  /** Writes the choice down and asks for its payment, the first part of it where there are several. */
  static async place(
    ordered: { payer: Payer; memberIds: number[]; choice: DuesChoice; returnPath: string },
    at: Date,
    outer?: TransactionClientContract
  ): Promise<Result<Placed, DuesRefusal>> {
    if (!outer) return db.transaction((inner) => DuesOrder.place(ordered, at, inner))
    const transaction = outer
    const { payer, memberIds, choice, returnPath } = ordered
    const members = await Member.hold(memberIds, transaction)
    const book = await bookInTransaction(transaction, at)
    const organisation = await Organisation.find(1, { client: transaction })
    const plan = plansOf(book, organisation?.legalForm ?? 'collective').find(
      ({ code }) => code === choice.plan
    )
    if (!plan) return refused('no_such_plan')
    const amount = await priceOf(plan, choice, members.length, book, transaction)
    if (!amount.ok) return amount
    const schedule = scheduleOf(plan.kind, choice)
    if (!schedule) return refused('not_in_parts')
    const aims: Aim[] = []
    for (const member of members) {
      const aim = await aimOf(member.id, plan.kind, at, transaction)
      if (!aim.ok) return aim
      aims.push(aim.value)
    }
    const order = await DuesOrder.create(
      {
        payerId: payer.personId,
        planCode: plan.code,
        planName: plan.name,
        kind: plan.kind,
        schedule,
        instalments: choice.instalments,
        orderedAt: at,
      },
      { client: transaction }
    )
    await order.#list(members, aims, plan, amount.value, transaction)
    if (amount.value.duesCents + amount.value.giftCents === 0) {
      await order.#openForFree(members, aims, plan, at, transaction)
      return done({ order, intent: null })
    }
    const gifts = amount.value.giftCents * members.length
    const asked = await order.#ask(
      { payer, part: 1, giftCents: gifts, returnPath },
      at,
      transaction
    )
    return asked.ok ? done({ order, intent: asked.value }) : asked
  }

  /** Asks for the next part of dues paid in several, by whoever ordered them. */
  static async askPart(
    orderId: number,
    payer: Payer,
    at: Date
  ): Promise<Result<PaymentIntent, 'on_its_way' | 'nothing_due'>> {
    return db.transaction(async (transaction) => {
      const order = await DuesOrder.findOrFail(orderId, { client: transaction })
      const part = await order.#nextPart(transaction)
      if (part === null) return refused('nothing_due')
      return order.#ask({ payer, part, giftCents: 0, returnPath: '/membership' }, at, transaction)
    })
  }

  /** What each member's dues of this order are, in order. */
  lines(transaction?: TransactionClientContract): Promise<OrderLine[]> {
    return prepared<OrderLine>(LINES, [this.id], transaction)
  }

  async #list(
    members: Member[],
    aims: Aim[],
    plan: Plan,
    { duesCents, fromPotCents, intoPotCents }: DuesAmount,
    transaction: TransactionClientContract
  ) {
    const rows = members.map((member, index) => ({
      order_id: this.id,
      member_id: member.id,
      position: index + 1,
      due_cents: duesCents,
      floor_cents: plan.floorCents,
      shares_pot: fromPotCents + intoPotCents > 0,
      aims_on: aims[index]?.day,
    }))
    await transaction.table('dues_order_members').multiInsert(rows)
  }

  async #openForFree(
    members: Member[],
    aims: Aim[],
    plan: Plan,
    at: Date,
    transaction: TransactionClientContract
  ) {
    const day = parisDay(at)
    for (const [index, member] of members.entries()) {
      const next = await nextFor(plan.kind, aims[index]?.last ?? null, { day, at }, transaction)
      if (!next) throw new Error(`Nothing follows for member ${member.id}`)
      const dues = {
        memberId: member.id,
        orderId: this.id,
        planCode: plan.code,
        planName: plan.name,
        kind: plan.kind,
        ...{ dueCents: 0, floorCents: 0, sharesPot: false, instalments: 1 },
        source: 'free' as const,
      }
      await openPeriod(dues, next, { day, at }, transaction)
      await member.admit(next.from, transaction)
      await takeCollege({ memberId: member.id, planCode: plan.code }, at, transaction)
      await tell({ name: 'membership.admitted', at, memberId: member.id }, transaction)
    }
  }

  async #ask(
    asking: { payer: Payer; part: number; giftCents: number; returnPath: string },
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Result<PaymentIntent, 'on_its_way'>> {
    const { payer, part, giftCents, returnPath } = asking
    const lines = await this.lines(transaction)
    const duesCents = lines.reduce((sum, { dueCents }) => {
      return sum + (splitInto(dueCents, this.instalments)[part - 1] ?? 0)
    }, 0)
    const [first] = lines
    const asked = await PaymentIntent.ask(
      {
        personId: payer.personId,
        payer: { name: payer.name, email: payer.email, locale: payer.locale },
        schedule: this.schedule,
        lines: [
          { kind: 'dues', subjectId: this.id, amountCents: duesCents },
          ...(await this.#giftLine(payer, giftCents, at, transaction)),
        ],
        scopeKey: `dues:${first?.memberId}:${first?.aimsOn}${part > 1 ? `:${part}` : ''}`,
        returnPath,
      },
      at,
      transaction
    )
    if (!asked.ok) return asked
    await transaction
      .table('dues_intents')
      .insert({ intent_id: asked.value.id, order_id: this.id, part })
    return asked
  }

  async #giftLine(
    payer: Payer,
    amountCents: number,
    at: Date,
    transaction: TransactionClientContract
  ) {
    if (amountCents === 0) return []
    const gift = await Gift.create(
      {
        personId: payer.personId,
        campaignId: null,
        amountCents,
        schedule: this.schedule === 'month' ? 'month' : 'once',
        anonymous: true,
        publicName: '',
        words: '',
        offeredAt: at,
      },
      { client: transaction }
    )
    return [{ kind: 'gift' as const, subjectId: gift.id, amountCents }]
  }

  async #nextPart(transaction: TransactionClientContract): Promise<number | null> {
    const [row] = await prepared<{ part: number }>(NEXT_PART, [this.id], transaction)
    return row && row.part > 1 && row.part <= this.instalments ? row.part : null
  }
}

export interface OrderLine {
  memberId: number
  dueCents: number
  floorCents: number
  sharesPot: boolean
  aimsOn: string
}

const LINES = {
  name: 'membership.order_lines',
  text: `select member_id as "memberId", due_cents as "dueCents", floor_cents as "floorCents",
      shares_pot as "sharesPot", aims_on as "aimsOn"
    from dues_order_members where order_id = $1 order by position`,
}

/** The part after the last one that is paid or on its way. */
const NEXT_PART = {
  name: 'membership.next_part',
  text: `select coalesce(max(d.part) filter (where exists (select from payments p
      where p.intent_id = d.intent_id and p.state in ('pending', 'paid', 'partially_refunded'))), 0) + 1 as part
    from dues_intents d where d.order_id = $1`,
}

interface Aim {
  /** The day on which the period would begin, as things stand. */
  day: string
  last: MemberPeriod | null
}

async function aimOf(
  memberId: number,
  kind: PeriodKind,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<Aim, DuesRefusal>> {
  const day = parisDay(at)
  const gone = (await overridesOf(memberId, transaction)).some(
    ({ kind: word, from, until }) =>
      (word === 'excluded' || word === 'deceased') && from <= day && (!until || day <= until)
  )
  if (gone) return refused('not_welcome')
  const periods = (await periodsOf(memberId, transaction)).filter((one) => !isEmpty(one))
  const open = periods.find((one) => !isPaidFor(one) && includes(one, day))
  if (open) return done({ day, last: open })
  const last = periods.at(-1) ?? null
  if (last && last.to === null) return refused('already_for_life')
  // One period ahead is early; two would be a mistake.
  if (last && last.from > day) return refused('already_paid')
  const book = await bookInTransaction(transaction, at)
  const next = nextPeriod(termsOf(book, kind, day), last)
  return next ? done({ day: next.from, last }) : refused('already_for_life')
}

async function priceOf(
  plan: Plan,
  choice: DuesChoice,
  members: number,
  book: Book,
  transaction: TransactionClientContract
): Promise<Result<DuesAmount, DuesRefusal>> {
  const open = book.value('dues.solidarity_pot')
  const { balanceCents } = open ? await solidarityPot(transaction) : { balanceCents: 0 }
  const share = Math.floor(balanceCents / members)
  const priced = duesAmount(plan, choice, { open, balanceCents: share })
  if (!priced.ok) return priced
  const inParts = choice.instalments > 1
  if (!inParts) return priced
  const most = book.value('dues.instalments')
  const yearly = plan.kind === 'civil_year' || plan.kind === 'rolling_year'
  const fits = Number.isInteger(choice.instalments) && choice.instalments <= most && yearly
  const isWorth = priced.value.duesCents >= choice.instalments * 100
  return fits && isWorth && !choice.recurring ? priced : refused('not_in_parts')
}

function scheduleOf(kind: PeriodKind, choice: DuesChoice): 'once' | 'month' | 'year' | null {
  if (!choice.recurring) return 'once'
  if (kind === 'month') return 'month'
  return kind === 'lifetime' ? null : 'year'
}
