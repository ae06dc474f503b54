import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { changeInWords } from '#governance/pages/change_in_words'
import { termsInWords } from '#governance/pages/terms_in_words'
import { readProposal, type ProposalRead } from '#governance/proposing/read_proposal'
import { rollVoters } from '#governance/roll/roll_voters'
import { possibleVoters } from '#membership/eligibility'
import { bookInTransaction } from '#rulebook/rule_book'
import { dateLabel } from '#shared/date_label'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { writeToAll } from './mailing.js'
import { notifyAll } from './vote_notifications.js'

/** What members are told of votes: each letter is kept with the instant it was sent. */
export function listenToVotes(): void {
  listenInTransaction('governance.discussion_opened', discussed)
  listenInTransaction('governance.vote_called', called)
  listenInTransaction('governance.vote_counted', counted)
}

interface Convened {
  proposal: ProposalRead
  /** Members in good standing, also those who are members for too short a time to vote. */
  memberIds: number[]
  voters: number
}

async function discussed(event: DomainEvent, transaction: TransactionClientContract) {
  const { proposal, memberIds } = await convened(event, transaction)
  const news = { proposalId: proposal.id, kind: 'discussion_opened', memberIds } as const
  await notifyAll(news, event.at, transaction)
}

/** The notice of a vote: when, what it would change, how it is decided. */
async function called(event: DomainEvent, transaction: TransactionClientContract) {
  const { proposal, memberIds, voters } = await convened(event, transaction)
  const { id: proposalId, title } = proposal
  const { at } = event
  // The news of a measure convenes its vote too: one letter is enough.
  if (proposal.kind === 'emergency_ratification') return
  await notifyAll({ proposalId, kind: 'vote_called', memberIds }, at, transaction)
  const book = await bookInTransaction(transaction, at)
  // What was called says so itself.
  const network = { form: null, remoteClause: true }
  const values = (locale: string) => {
    const i18n = i18nManager.locale(locale)
    const terms = termsInWords(proposal, { book, voters, now: at, network }, i18n)
    const { opens, closes, record, majority, threshold, quorum, method } = terms
    return {
      ...{ title, opens, closes, record, majority, threshold, quorum, method },
      change: changeInWords(proposal, i18n),
      consultative: terms.consultative ? 'yes' : 'no',
      again: proposal.secondCallOf === null ? 'no' : 'yes',
      secrecy: i18n.t(`decide.terms.${terms.secrecy}`),
    }
  }
  const mailing = { key: `vote_called:${proposalId}`, kind: 'vote_called', memberIds, values }
  await writeToAll({ ...mailing, action: `/decide/${proposalId}` }, at, transaction)
}

async function counted({ at, proposalId }: DomainEvent, transaction: TransactionClientContract) {
  const proposal = await found(proposalId, at, transaction)
  const memberIds = await rollVoters(proposal.id, transaction)
  await notifyAll({ proposalId: proposal.id, kind: 'vote_counted', memberIds }, at, transaction)
  const { title, attended, voters, outcome, consultative } = proposal
  const values = (locale: string) => ({
    ...{ title, attended: attended ?? 0, voters: voters ?? 0 },
    on: dateLabel(at, locale),
    verdict: i18nManager
      .locale(locale)
      .t(`decide.outcomes.${consultative ? 'consulted' : String(outcome)}`),
  })
  const key = `vote_counted:${proposal.id}`
  const action = `/decide/${proposal.id}`
  await writeToAll({ key, kind: 'vote_counted', memberIds, values, action }, at, transaction)
}

async function convened(
  { at, proposalId }: DomainEvent,
  transaction: TransactionClientContract
): Promise<Convened> {
  const everyone = await possibleVoters(at, transaction)
  const there = everyone.filter(({ voice }) => voice.votes || voice.reason.key === 'too_recent')
  return {
    proposal: await found(proposalId, at, transaction),
    memberIds: there.map(({ memberId }) => memberId),
    voters: everyone.filter(({ voice }) => voice.votes).length,
  }
}

async function found(id: unknown, at: Date, transaction: TransactionClientContract) {
  const proposal = await readProposal(Number(id), at, transaction)
  if (!proposal) throw new Error(`There is no proposal ${String(id)}`)
  return proposal
}
