import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { write } from './letter_writer.js'

/** What members of a cooperative are written about their shares. */
export function listenToShares(): void {
  listenInTransaction('shares.counted', paid)
  listenInTransaction('shares.taken_back', takenBack)
  listenInTransaction('shares.refund_due', tooMuch)
  listenInTransaction('shares.withdrawal_decided', decided)
  listenInTransaction('shares.repaid', repaid)
}

interface OfPayment {
  at: Date
  paymentId: number
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: string
  cents: number
  amountCents: number
  shares: number
}

async function paid(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const values = { amount: eurosLabel(told.cents, told.locale), shares: told.shares }
  await toPayer(told, { kind: 'share_paid', key: 'share_paid', values }, transaction)
}

async function takenBack(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const values = { amount: eurosLabel(-told.cents, told.locale), shares: -told.shares }
  const key = `share_taken_back:${told.at.getTime()}`
  await toPayer(told, { kind: 'share_taken_back', key, values }, transaction)
}

async function tooMuch(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const values = { amount: eurosLabel(told.amountCents, told.locale) }
  await toPayer(told, { kind: 'share_too_much', key: 'share_too_much', values }, transaction)
}

type Writing = { kind: string; key: string; values: Record<string, string | number> }

async function toPayer(
  { at, paymentId, personId, payerName, payerEmail, locale }: OfPayment,
  { kind, key, values }: Writing,
  transaction: TransactionClientContract
) {
  if (!payerEmail) return
  const order = {
    ...{ key: `${key}:${paymentId}`, kind, personId, locale, recipient: payerEmail },
    values: { person: payerName, ...values },
    action: '/membership/shares',
  }
  await write(order, at, transaction)
}

interface OfWithdrawal {
  at: Date
  withdrawalId: number
  memberId: number
  shares: number
  accepted: boolean
  reason: string
  amountCents: number
  lossCents: number
}

async function decided(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfWithdrawal
  const { shares, accepted, reason } = told
  const values = () => ({ shares, accepted: accepted ? 'yes' : 'no', reason })
  await toMember(told, 'share_decision', values, transaction)
}

async function repaid(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfWithdrawal
  const values = (locale: string) => ({
    amount: eurosLabel(told.amountCents, locale),
    less: told.lossCents > 0 ? 'yes' : 'no',
    loss: eurosLabel(told.lossCents, locale),
  })
  await toMember(told, 'share_repaid', values, transaction)
}

const MEMBER = {
  name: 'letters.share_member',
  text: `select m.person_id as "personId", coalesce(p.name, m.name) as person, coalesce(p.email, m.email) as recipient,
      coalesce(p.locale, 'fr') as locale
    from members m left join people p on p.id = m.person_id where m.id = $1`,
}

async function toMember(
  { at, withdrawalId, memberId }: OfWithdrawal,
  kind: string,
  values: (locale: string) => Writing['values'],
  transaction: TransactionClientContract
) {
  const [member] = await prepared<{
    personId: number | null
    person: string
    recipient: string | null
    locale: string
  }>(MEMBER, [memberId], transaction)
  if (!member?.recipient) return
  const { personId, person, recipient, locale } = member
  const order = {
    ...{ key: `${kind}:${withdrawalId}`, kind, personId, locale, recipient },
    values: { person, ...values(locale) },
    action: '/membership/shares',
  }
  await write(order, at, transaction)
}
