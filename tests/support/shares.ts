import db from '@adonisjs/lucid/services/db'
import { ShareSubscription, type Signing } from '#membership/shares/share_subscription'
import { ShareWithdrawal } from '#membership/shares/share_withdrawal'
import { Member } from '#membership/register/member'
import type { PaymentIntent } from '#payments/payment_intent'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { someoneWith } from './cast.js'
import { DuesPayment } from './dues.js'
import { foundedBy } from './founded_by.js'

/** A cooperative whose shares are worth twenty euros. */
export async function aCooperative(founder: { id: number }): Promise<void> {
  await foundedBy(founder, { legalForm: 'cooperative' })
}

export function signs(
  person: Person,
  shares: number,
  facts: Partial<Signing> = {},
  at = clock.now()
) {
  const signing = {
    ...{ person, shares, shareCents: 2000, locale: 'fr' as const, paying: 'whole' as const },
    ...{ signedName: person.name, formText: `Je souscris ${shares} parts.` },
  }
  return ShareSubscription.sign({ ...signing, ...facts }, at)
}

/** A signed form; throws when it is refused. */
export async function aSubscription(person: Person, shares: number, facts: Partial<Signing> = {}) {
  const signed = await signs(person, shares, facts)
  if (!signed.ok) throw new Error(`The form is refused: ${signed.refusal}`)
  return signed.value
}

/** A payment of an intent, told as the payments room does. */
export const sharePayment = (
  intent: PaymentIntent,
  facts: { state?: 'pending' | 'paid' } = {},
  at = clock.now()
) => DuesPayment.of(intent, at, facts)

/** Shares that are paid for. */
export async function holds(person: Person, shares: number, facts: Partial<Signing> = {}) {
  const { subscription, intent } = await aSubscription(person, shares, facts)
  const payment = await sharePayment(intent)
  await payment.paid()
  return { subscription, intent, payment }
}

/** Shares asked back; throws when that is refused. */
export async function asksBack(person: Person, shares: number, at = clock.now()) {
  const member = await Member.ofPerson(person.id)
  const asked = await ShareWithdrawal.ask(member?.id ?? 0, shares, at)
  if (!asked.ok) throw new Error(`The withdrawal is refused: ${asked.refusal}`)
  return asked.value
}

/** The same, accepted by someone of the board. */
export async function takesBack(person: Person, shares: number, at = clock.now()) {
  const withdrawal = await asksBack(person, shares, at)
  const board = await someoneWith('board')
  const decision = { accepted: true, reason: '', deciderId: board.id }
  const decided = await withdrawal.decide(decision, at)
  if (!decided.ok) throw new Error(`It cannot be accepted: ${decided.refusal}`)
  return { withdrawal, board }
}

/** Shares held, by the database. */
export async function heldBy(person: Person): Promise<number> {
  const { rows } = await db.rawQuery(
    'select share_holding(id)::int as held from members where person_id = ?',
    [person.id]
  )
  return rows[0]?.held ?? 0
}
