import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { DuesOrder, type DuesChoice } from '#membership/dues/dues_order'
import { Member } from '#membership/register/member'
import { standingOf } from '#membership/dues/standing_of'
import { PaymentIntent } from '#payments/payment_intent'
import type { GivenBackTold, PaymentEventName, PaymentTold } from '#payments/payment_events'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { parisDay, parisInstant } from '#shared/paris'
import { tell } from '#shared/wiring/events'

/** Noon in Paris of a day. */
export function noon(day: string): Date {
  const at = parisInstant(day, '12:00')
  if (!at) throw new Error(`There is no ${day}`)
  return at
}

/** The day before (Europe/Paris): what happened at its noon is over, at whatever hour tests run. */
export const yesterday = () => parisDay(new Date(clock.now().getTime() - 86_400_000))

export const YEARLY: DuesChoice = {
  plan: 'yearly',
  cents: 2000,
  solidarity: false,
  beyond: 'dues',
  recurring: false,
  instalments: 1,
}

/** The register's entry of someone with an account. */
export function memberOf(person: Person, at: Date): Promise<Member> {
  return db.transaction((transaction) => Member.forPerson(person, at, transaction))
}

/** Orders dues as their page does; throws when they are refused. */
export async function anOrder(
  member: Member,
  at: Date,
  choice: Partial<DuesChoice> = {},
  others: Member[] = []
) {
  const placed = await orderOf(member, at, choice, others)
  if (!placed.ok) throw new Error(`The dues are refused: ${placed.refusal}`)
  return placed.value
}

export function orderOf(
  member: Member,
  at: Date,
  choice: Partial<DuesChoice> = {},
  others: Member[] = []
) {
  const { personId, name, email } = member
  return DuesOrder.place(
    {
      payer: { personId, name, email, locale: 'fr' },
      memberIds: [member, ...others].map(({ id }) => id),
      choice: { ...YEARLY, ...choice },
      returnPath: '/membership',
    },
    at
  )
}

interface PaymentFacts {
  state?: 'pending' | 'paid'
  /** Of an agreement: which payment of it this is. */
  again?: 'first' | 'later'
  grossCents?: number
}

/** A payment as the payments room would write it, and what it tells of it. */
export class DuesPayment {
  private constructor(
    readonly id: number,
    private told: PaymentTold
  ) {}

  static async of(intent: PaymentIntent | null, at: Date, facts: PaymentFacts = {}) {
    if (!intent) throw new Error('Nothing is to be paid')
    const { state = 'paid', again, grossCents = intent.amountCents } = facts
    const [row] = await db
      .table('payments')
      .returning('id')
      .insert({
        intent_id: intent.id,
        provider: 'demo',
        ref: `dp_${randomBytes(8).toString('hex')}`,
        gross_cents: grossCents,
        state,
        state_cause: 'test',
        state_at: at,
        initiated_at: at,
        paid_at: state === 'paid' ? at : null,
        fetched_at: at,
      })
    const id = Number(row.id ?? row)
    return new DuesPayment(id, {
      at,
      paymentId: id,
      intentId: intent.id,
      personId: intent.personId,
      payerName: intent.payerName,
      payerEmail: intent.payerEmail,
      locale: intent.locale,
      lines: await PaymentIntent.lines(intent.id),
      grossCents,
      paidAt: state === 'paid' ? at : null,
      initiatedAt: at,
      subscriptionId: again ? 1 : null,
      first: again === 'first',
      provider: 'demo',
    })
  }

  pending = () => this.#tell('payments.pending', 'pending')
  paid = (at = this.told.at) => this.#tell('payments.paid', 'paid', { at, paidAt: at })
  surplus = () => this.#tell('payments.surplus', 'paid')
  failed = (at = this.told.at) => this.#tell('payments.failed', 'failed', { at })

  /** `backCents` is all that went back so far. */
  givenBack(backCents: number, cause: GivenBackTold['cause'] = 'refund', at = this.told.at) {
    const gone = backCents >= this.told.grossCents ? 'refunded' : 'partially_refunded'
    const state = backCents === 0 ? 'paid' : cause === 'refund' ? gone : 'disputed'
    return this.#tell(
      'payments.given_back',
      state,
      {
        ...{ at, backCents, cause, disputed: cause === 'dispute' && backCents > 0 },
      },
      cause === 'refund'
        ? { refunded_cents: backCents, disputed_cents: 0 }
        : { refunded_cents: 0, disputed_cents: backCents }
    )
  }

  async #tell(
    name: PaymentEventName,
    state: string,
    more: Record<string, unknown> = {},
    columns: Record<string, number> = {}
  ) {
    const { told } = this
    await db.transaction(async (transaction) => {
      await transaction
        .from('payments')
        .where('id', this.id)
        .update({ state, paid_at: state === 'pending' ? null : told.at, ...columns })
      await tell(
        { ...told, ...more, name, at: (more.at as Date | undefined) ?? told.at },
        transaction
      )
    })
  }
}

/** Pays dues in one go. */
export async function paysDues(member: Member, day: string, choice: Partial<DuesChoice> = {}) {
  const { order, intent } = await anOrder(member, noon(day), choice)
  const payment = await DuesPayment.of(intent, noon(day))
  await payment.paid()
  return { order, payment }
}

/** The spans of a member's periods, and where they stand on a day. */
export async function spansOf(member: Member, day: string) {
  const found = await standingOf(member.id, noon(day))
  return { ...found, spans: found.periods.map(({ from, to }) => `${from}…${to ?? ''}`) }
}
