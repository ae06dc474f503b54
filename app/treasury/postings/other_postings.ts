import { parisDay } from '#shared/paris'
import type { AccountRole } from '../chart/account_for.js'
import type {
  ChequeDepositFact,
  Fact,
  InKindFact,
  MovementFact,
  SharesFact,
  ShareRefundFact,
} from './facts.js'
import { moneyAccount, pieceOf } from './payment_postings.js'
import { side, together, type Posting } from './posting.js'

/** What a fact of no payment does to the books: one entry, or none when it moves nothing. */
export function otherPostings(fact: Fact): Posting[] {
  const one = postingOf(fact)
  const lines = one ? together(one.lines) : []
  return one && lines.length > 1 ? [{ ...one, lines }] : []
}

function postingOf(fact: Fact): Posting | null {
  switch (fact.fact) {
    case 'movement':
      return accountMovement(fact)
    case 'shares':
      return shares(fact)
    case 'share_refund':
      return shareRefund(fact)
    case 'in_kind':
      return inKind(fact)
    case 'cheque_deposit':
      return chequeDeposit(fact)
    default:
      return null
  }
}

/** A transfer from a provider to the bank, or its return; or a fee of no payment. */
function accountMovement(fact: MovementFact): Posting {
  const { kind, cents, id } = fact
  const isPayout = kind === 'payout' || kind === 'payout_failure'
  const other: AccountRole = isPayout ? 'bank' : kind.endsWith('fee') ? 'fees' : 'suspense'
  return {
    journal: isPayout ? 'BQ' : 'PP',
    day: parisDay(fact.occurredAt),
    pieceRef: pieceOf(fact),
    explanation: { key: isPayout ? kind : other, account: fact.provider },
    source: `movement:${id}`,
    lines: [side(moneyAccount(fact), cents), side(other, -cents)],
  }
}

function shares({ id, at, member, cents, withdrawn }: SharesFact): Posting {
  const of = { auxiliary: member }
  return {
    journal: 'CO',
    day: parisDay(at),
    pieceRef: `PARTS-${id}`,
    explanation: { key: withdrawn ? 'shares_withdrawn' : 'shares_subscribed', member },
    source: `shares:${id}`,
    lines: [
      side('share_capital', -cents),
      side(withdrawn ? 'share_refunds_due' : 'share_subscribers', cents, of),
    ],
  }
}

function shareRefund({ id, at, member, cents, lossCents }: ShareRefundFact): Posting {
  return {
    journal: 'BQ',
    day: parisDay(at),
    pieceRef: `RETRAIT-${id}`,
    explanation: { key: 'share_refunded', member },
    source: `share_refund:${id}`,
    lines: [
      side('share_refunds_due', cents + lossCents, { auxiliary: member }),
      side('bank', -cents),
      side('share_losses', -lossCents),
    ],
  }
}

/** Consumed or given on, both sides in class 8: a good that is kept is entered by hand. */
const IN_KIND: Record<InKindFact['nature'], [AccountRole, AccountRole]> = {
  goods: ['kind_goods_used', 'kind_goods_given'],
  services: ['kind_services_used', 'kind_services_given'],
  volunteering: ['volunteering_used', 'volunteering_given'],
  loan: ['kind_loans_used', 'kind_services_given'],
}

function inKind({ id, at, nature, cents }: InKindFact): Posting {
  const [used, given] = IN_KIND[nature]
  return {
    journal: 'OD',
    day: parisDay(at),
    pieceRef: `NATURE-${id}`,
    explanation: { key: 'in_kind', nature },
    source: `in_kind:${id}`,
    lines: [side(used, cents), side(given, -cents)],
  }
}

function chequeDeposit({ id, at, cents }: ChequeDepositFact): Posting {
  return {
    journal: 'BQ',
    day: parisDay(at),
    pieceRef: `REMISE-${id}`,
    explanation: { key: 'cheques_deposited' },
    source: `cheque_deposit:${id}`,
    lines: [side('bank', cents), side('cheques', -cents)],
  }
}
