import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { standingOf } from '#membership/dues/standing_of'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { tokenHash } from '#shared/random'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { whatDuesPayFor } from './what_dues_pay_for.js'
import { write, type LetterOrder } from './letter_writer.js'

/** What members are written about their dues. */
export function listenToMembership(): void {
  listenInTransaction('membership.covered', covered)
  listenInTransaction('membership.uncovered', uncovered)
  listenInTransaction('membership.surplus_noticed', surplus)
  listenInTransaction('membership.claim_asked', claimLink)
  listenInTransaction('membership.link_asked', renewalLink)
  listenInTransaction('membership.reminded', reminder)
}

interface OfPayment {
  at: Date
  paymentId: number
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: string
  memberIds: number[]
  amountCents: number
  cents: number
  /** What of the same payment is a gift. */
  giftCents: number
}

type Writing = Pick<LetterOrder, 'key' | 'kind' | 'values'>

async function covered(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const [memberId] = told.memberIds
  if (memberId === undefined) return
  const { until } = await standingOf(memberId, told.at, transaction)
  const values = {
    amount: eurosLabel(told.cents, told.locale),
    until: until ? dayOfParis(until, told.locale) : '',
    ends: until ? 'yes' : 'no',
    gives: told.giftCents > 0 ? 'yes' : 'no',
    given: eurosLabel(told.giftCents, told.locale),
    ...(await whatDuesPayFor(told, transaction)),
  }
  const writing = { key: `dues_covered:${told.paymentId}`, kind: 'dues_covered', values }
  await toPayer(told, writing, transaction)
}

async function uncovered(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const key = `dues_uncovered:${told.paymentId}:${told.at.getTime()}`
  await toPayer(told, { key, kind: 'dues_uncovered', values: {} }, transaction)
}

async function surplus(event: DomainEvent, transaction: TransactionClientContract) {
  const told = event as unknown as OfPayment
  const values = { amount: eurosLabel(told.amountCents, told.locale) }
  const key = `dues_surplus:${told.paymentId}`
  await toPayer(told, { key, kind: 'dues_surplus', values }, transaction)
}

async function toPayer(
  { at, personId, payerName, payerEmail, locale }: OfPayment,
  { key, kind, values }: Writing,
  transaction: TransactionClientContract
) {
  if (!payerEmail) return
  const order = {
    ...{ key, kind, personId, locale, recipient: payerEmail },
    values: { person: payerName, ...values },
    action: '/membership',
  }
  await write(order, at, transaction)
}

interface WithLink {
  at: Date
  personId?: number
  email: string
  person: string
  locale: string
  token: string
  memberId: number
  endsOn: string
  step: number
  names: string[]
}

const fingerprint = (token: string) => tokenHash(token).toString('hex').slice(0, 24)

async function claimLink(event: DomainEvent, transaction: TransactionClientContract) {
  const { at, personId, email, person, locale, token } = event as unknown as WithLink
  const order = {
    ...{ key: `dues_claim:${fingerprint(token)}`, kind: 'dues_claim', recipient: email, locale },
    ...{ personId: personId ?? null, values: { person }, action: `/membership/claim/${token}` },
  }
  await write(order, at, transaction)
}

async function renewalLink(event: DomainEvent, transaction: TransactionClientContract) {
  const { at, email, person, locale, token } = event as unknown as WithLink
  const order = {
    ...{ key: `dues_link:${fingerprint(token)}`, kind: 'dues_link', recipient: email, locale },
    ...{ personId: null, values: { person }, action: `/membership/renew/${token}` },
  }
  await write(order, at, transaction)
}

async function reminder(event: DomainEvent, transaction: TransactionClientContract) {
  const { at, email, person, locale, token, memberId, endsOn, step, names } =
    event as unknown as WithLink
  const order = {
    key: `dues_reminder:${memberId}:${endsOn}:${step}`,
    kind: 'dues_reminder',
    recipient: email,
    personId: null,
    locale,
    values: {
      person,
      day: dayOfParis(endsOn, locale),
      side: step < 0 ? 'before' : 'after',
      count: names.length,
      names: new Intl.ListFormat(locale).format(names),
    },
    action: `/membership/renew/${token}`,
  }
  await write(order, at, transaction)
}
