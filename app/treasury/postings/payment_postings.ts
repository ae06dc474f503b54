import { parisDay } from '#shared/paris'
import type { AccountRole } from '../chart/account_for.js'
import type { Journal } from '../ledger/entry.js'
import type { Fact, GiftFact, MemberFact, MovementFact } from './facts.js'
import { payerCode, side, together, type PostedLine, type Posting } from './posting.js'

export type PaymentFact = MovementFact | MemberFact | GiftFact

const FEES = ['fee', 'dispute_fee']

/**
 * The entries of one payment's facts of one instant: what came on which account and for what, fees
 * beside it, then dues counted as income. What of the money is for nothing yet (paid twice, not
 * counted) stands as an advance of the payer until it is: so the books hold each cent from the
 * instant it is known, and each fact makes its lines once, whatever the order in which they come.
 */
export function paymentPostings(paymentId: number, facts: PaymentFact[]): Posting[] {
  const movements = facts.filter((fact): fact is MovementFact => fact.fact === 'movement')
  const counted = facts.filter((fact): fact is MemberFact | GiftFact => fact.fact !== 'movement')
  const days = [...new Set(movements.map(({ occurredAt }) => parisDay(occurredAt)))].sort()
  const at = facts[0]?.at
  if (!at) return []
  // What is counted belongs to the day on which money came, when some did.
  const main =
    movements.find(({ kind }) => !FEES.includes(kind))?.occurredAt ?? movements[0]?.occurredAt ?? at
  const countedOn = parisDay(main)
  const postings = [...new Set([...days, countedOn])].sort().flatMap((day) => {
    const moved = movements.filter(({ occurredAt }) => parisDay(occurredAt) === day)
    return moneyPosting(paymentId, day, moved, day === countedOn ? counted : [])
  })
  return [...postings, ...duesPosting(paymentId, countedOn, counted)]
}

function moneyPosting(
  paymentId: number,
  day: string,
  moved: MovementFact[],
  counted: Array<MemberFact | GiftFact>
): Posting[] {
  const lines: PostedLine[] = []
  const of = { paymentId }
  let rest = 0
  for (const movement of moved) {
    lines.push(side(moneyAccount(movement), movement.cents, of))
    if (FEES.includes(movement.kind)) lines.push(side('fees', -movement.cents, of))
    else rest += movement.cents
  }
  for (const fact of counted) {
    rest -= fact.cents
    if (fact.fact === 'gift_money') {
      lines.push(side('gifts', -fact.cents, { ...of, campaignId: fact.campaignId }))
    } else {
      const role = fact.fact === 'coverage' ? 'members' : 'share_subscribers'
      lines.push(side(role, -fact.cents, { ...of, auxiliary: fact.member }))
    }
  }
  lines.push(side('advances', -rest, { ...of, auxiliary: payerCode(paymentId) }))
  const [first] = moved
  const source = moved.length > 0 ? moved : counted
  return posting({
    journal: first ? journalOf(first) : 'CO',
    day,
    pieceRef: first ? pieceOf(first) : payerCode(paymentId),
    explanation: explanationOf(moved, counted),
    source: sourceOf(source, 'money'),
    lines: together(lines),
  })
}

function duesPosting(paymentId: number, day: string, counted: Fact[]): Posting[] {
  const dues = counted.filter((fact): fact is MemberFact => fact.fact === 'coverage')
  const lines = dues.flatMap(({ member, cents }) => [
    side('members', cents, { paymentId, auxiliary: member }),
    side('dues', -cents, { paymentId }),
  ])
  const cents = dues.reduce((sum, fact) => sum + fact.cents, 0)
  const member = dues[0]?.member ?? ''
  return posting({
    journal: 'CO',
    day,
    pieceRef: payerCode(paymentId),
    explanation: { key: cents < 0 ? 'dues_taken_back' : 'dues_counted', member },
    source: sourceOf(dues, 'dues'),
    lines: together(lines),
  })
}

const posting = (one: Posting): Posting[] => (one.lines.length > 1 ? [one] : [])

const sourceOf = (facts: Fact[], what: string) =>
  `${what}:${facts[0]?.fact}:${Math.min(...facts.map(({ id }) => id))}`

const PROVIDER_ACCOUNT: Record<string, AccountRole> = {
  stripe: 'provider:stripe',
  mollie: 'provider:mollie',
  demo: 'provider:demo',
  transfer: 'bank',
}

/** The account of ours on which a movement happened. */
export function moneyAccount({
  provider,
  way,
}: Pick<MovementFact, 'provider' | 'way'>): AccountRole {
  if (way === 'cash') return 'cash'
  if (way === 'cheque') return 'cheques'
  return PROVIDER_ACCOUNT[provider] ?? 'bank'
}

function journalOf(movement: MovementFact): Journal {
  const account = moneyAccount(movement)
  if (account === 'cash') return 'CA'
  return account.startsWith('provider:') ? 'PP' : 'BQ'
}

/** The provider's own name of it, as a document number: what is not a letter or a digit is a dash. */
export const pieceOf = ({ ref }: MovementFact): string =>
  ref.replaceAll(/[^A-Za-z0-9_/-]/g, '-').slice(0, 60) || '-'

const WORDS: Record<string, string> = {
  payment: 'money_in',
  payment_failure: 'money_failed',
  refund: 'money_back',
  refund_failure: 'money_back_failed',
  dispute: 'money_disputed',
  dispute_reversal: 'money_restored',
  fee: 'fee',
  dispute_fee: 'dispute_fee',
}

function explanationOf(
  moved: MovementFact[],
  counted: Array<MemberFact | GiftFact>
): Posting['explanation'] {
  const main = moved.find(({ kind }) => !FEES.includes(kind)) ?? moved[0]
  const kinds = new Set(counted.map(({ fact }) => fact))
  const what =
    kinds.size === 0
      ? 'advance'
      : kinds.size > 1
        ? 'several'
        : { coverage: 'dues', gift_money: 'gift', share_money: 'share' }[
            [...kinds][0] ?? 'coverage'
          ]
  if (!main) return { key: 'counted_later', what: what ?? 'advance' }
  if (FEES.includes(main.kind)) return { key: WORDS[main.kind] ?? 'fee', account: main.provider }
  const means = main.way ?? main.provider
  return { key: WORDS[main.kind] ?? 'money_in', means, what: what ?? 'advance' }
}
