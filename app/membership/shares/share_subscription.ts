import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ShareSubscriptionSchema } from '#database/schema'
import { PaymentIntent } from '#payments/payment_intent'
import type { Person } from '#people/person'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { overridesOf } from '../dues/overrides.js'
import { Member } from '../register/member.js'
import { quarterOf, restOf } from './share_amounts.js'

/** How many shares one form may be for. */
export const MOST_SHARES = 1000

export interface Signing {
  person: Person
  locale: 'fr' | 'en'
  shares: number
  /** What one was worth where the form was read: another price is another form. */
  shareCents: number
  paying: 'whole' | 'quarter'
  signedName: string
  formText: string
}

export type SigningRefusal = 'not_welcome' | 'on_its_way' | 'price_changed'

/** A signed form by which a member subscribes shares; what is paid of it is counted in `share_money`. */
export class ShareSubscription extends ShareSubscriptionSchema {
  /** Signs the form and asks for its payment, whole or its first quarter. */
  static async sign(
    signing: Signing,
    at: Date
  ): Promise<Result<{ subscription: ShareSubscription; intent: PaymentIntent }, SigningRefusal>> {
    const { person, shares, shareCents } = signing
    return db.transaction(async (transaction) => {
      const member = await Member.forPerson(person, at, transaction)
      await Member.hold([member.id], transaction)
      if (await hasGone(member.id, at, transaction)) return refused('not_welcome')
      const book = await bookInTransaction(transaction, at)
      if (book.value('dues.share_cents') !== shareCents) return refused('price_changed')
      const { signedName, formText } = signing
      const subscription = await ShareSubscription.create(
        { memberId: member.id, shares, shareCents, signedName, formText, signedAt: at },
        { client: transaction }
      )
      const whole = shares * shareCents
      const amountCents = signing.paying === 'whole' ? whole : quarterOf(shares, shareCents)
      const scopeKey = `shares:${member.id}:${await paidForms(member.id, transaction)}`
      const asked = await subscription.#ask(signing, { amountCents, scopeKey }, at, transaction)
      if (!asked.ok) {
        // A form that nothing can be paid for now is not kept.
        await transaction.rollback()
        return asked
      }
      return done({ subscription, intent: asked.value })
    })
  }

  /** One form of someone's own; null when there is none. */
  static async ofPerson(id: number, personId: number): Promise<ShareSubscription | null> {
    return ShareSubscription.query()
      .where('id', id)
      .whereRaw('member_id in (select m.id from members m where m.person_id = ?)', [personId])
      .first()
  }

  /** Asks for what is left to pay of it. */
  async askRest(
    payer: { person: Person; locale: 'fr' | 'en' },
    at: Date
  ): Promise<Result<PaymentIntent, 'on_its_way' | 'nothing_due'>> {
    return db.transaction(async (transaction) => {
      const [row] = await prepared<{ paidCents: number; held: number }>(
        PAID,
        [this.id],
        transaction
      )
      const paidCents = row?.paidCents ?? 0
      const amountCents = restOf({ shares: this.shares, shareCents: this.shareCents, paidCents })
      if (!row || row.held < this.shares || amountCents === 0) return refused('nothing_due')
      const scopeKey = `share_rest:${this.id}:${paidCents}`
      return this.#ask(payer, { amountCents, scopeKey }, at, transaction)
    })
  }

  #ask(
    { person, locale }: { person: Person; locale: 'fr' | 'en' },
    { amountCents, scopeKey }: { amountCents: number; scopeKey: string },
    at: Date,
    transaction: TransactionClientContract
  ) {
    return PaymentIntent.ask(
      {
        personId: person.id,
        payer: { name: person.name, email: person.email, locale },
        schedule: 'once',
        lines: [{ kind: 'share', subjectId: this.id, amountCents }],
        scopeKey,
        returnPath: '/membership/shares',
      },
      at,
      transaction
    )
  }
}

const PAID = {
  name: 'membership.share_subscription_paid',
  text: `select (select coalesce(sum(amount_cents), 0)::bigint from share_money where subscription_id = $1) as "paidCents",
    (select coalesce(sum(shares), 0)::int from share_movements where subscription_id = $1) as held`,
}

/** How many of a member's forms have ever been paid for: the next payment is for another one. */
async function paidForms(memberId: number, transaction: TransactionClientContract) {
  const [row] = await prepared<{ forms: number }>(
    {
      name: 'membership.share_forms_paid',
      text: `select count(*)::int as forms from share_subscriptions s where s.member_id = $1
        and exists (select from share_money m where m.subscription_id = s.id)`,
    },
    [memberId],
    transaction
  )
  return row?.forms ?? 0
}

async function hasGone(memberId: number, at: Date, transaction: TransactionClientContract) {
  const day = parisDay(at)
  return (await overridesOf(memberId, transaction)).some(
    ({ kind, from, until }) =>
      (kind === 'excluded' || kind === 'deceased') && from <= day && (!until || day <= until)
  )
}
