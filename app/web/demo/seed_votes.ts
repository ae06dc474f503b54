import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { openVoteOf } from '#governance/ballot/open_vote'
import { callVote } from '#governance/calling/call'
import { closeVote } from '#governance/closing/close'
import { proposeAmendment } from '#governance/proposing/amendments'
import { Proposal } from '#governance/proposing/proposal'
import { readProposal } from '#governance/proposing/read_proposal'
import { freezeRoll } from '#governance/roll/freeze_roll'
import { cast } from '#governance/voting/cast'
import { possibleVoters } from '#membership/eligibility'
import type { Person } from '#people/person'
import { parisDay, parisInstant } from '#shared/paris'
import { seededRandom } from '#shared/random'
import { demoChoice } from './demo_choice.js'
import { demoVotes } from './demo_files.js'
import { DEMO_NETWORK } from './demo_network.js'
import type { DemoVote } from './demo_votes.js'

const DAY = 86_400_000
const HOUR = 3_600_000

interface Scene {
  now: Date
  personOf(key: string): Person
  transaction: TransactionClientContract
  /** From 0 to 1. */
  chance(): number
}

/** Two years of decisions, played in the order of time through the verbs of the votes. */
export async function seedVotes(
  now: Date,
  personOf: (key: string) => Person,
  transaction: TransactionClientContract
): Promise<void> {
  const random = seededRandom('placette-demo-votes')
  const chance = () => random.bytes(4).readUInt32BE() / 2 ** 32
  for (const vote of await demoVotes()) await play(vote, { now, personOf, transaction, chance })
  await settleNews(now, transaction)
}

/** Letters of the past were read long ago; so was what the app told, but for the last two days. */
async function settleNews(now: Date, transaction: TransactionClientContract): Promise<void> {
  await transaction.rawQuery('delete from outbox_letters')
  await transaction.rawQuery('delete from graphile_worker._private_jobs')
  const told = 'notifications where proposal_id is not null'
  const ago = (days: number) => [new Date(now.getTime() - days * DAY)]
  await transaction.rawQuery(`delete from ${told} and happened_at < ?`, ago(45))
  await transaction.rawQuery(
    `update notifications set read_at = happened_at + interval '3 hours'
      where proposal_id is not null and happened_at < ?`,
    ago(2)
  )
}

async function play(vote: DemoVote, scene: Scene): Promise<void> {
  const { now, personOf, transaction } = scene
  const startedAt = new Date(now.getTime() - vote.started_days_ago * DAY)
  const later = (days: number) => new Date(startedAt.getTime() + days * DAY)
  const author = personOf(vote.author)
  const { title, reasons, kind } = vote
  const payload = payloadOf(vote)
  const words = { kind, authorId: author.id, title, reasons, payload }
  const proposal = await Proposal.start(words, startedAt, transaction)
  if (vote.draft) return
  await proposal.openDiscussion(later(0.1), transaction)
  for (const { who, after_days: after, body } of vote.remarks) {
    await proposal.remark({ personId: personOf(who).id, body }, later(after), transaction)
  }
  for (const [index, who] of vote.seconds.entries()) {
    await proposal.second(personOf(who).id, later(0.3 + index * 0.7), transaction)
  }
  for (const [index, { who, statement }] of (vote.candidates ?? []).entries()) {
    const stands = { personId: personOf(who).id, statement }
    await proposal.stand(stands, later(0.5 + index), transaction)
  }
  if (vote.amendment) {
    const { who, after_days: after, title: other, value, reason } = vote.amendment
    const amended = { title: other, reasons, payload: { ...payload, value }, reason }
    const by = { version: 1, personId: personOf(who).id }
    await proposeAmendment(proposal, { ...by, ...amended }, later(after), transaction)
  }
  if (vote.called_after_days === undefined) return
  const caller = { personId: author.id, convenes: vote.by_board === true }
  const call = { proposalId: proposal.id, caller, record: vote.record ?? 'opening' }
  const calledAt = eveningOf(later(vote.called_after_days))
  const called = await callVote(call, calledAt, transaction)
  if (!called.ok) throw new Error(`The demo's vote ${vote.key}: ${called.refusal.key}`)
  await voteOn(vote, proposal.id, scene)
}

/** Half past six in Niort on that day, when people are home. */
function eveningOf(at: Date): Date {
  const evening = parisInstant(parisDay(at), '18:30')
  if (!evening) throw new Error(`There is no evening on ${parisDay(at)}`)
  return evening
}

/** The charter as it is today, or what is asked. */
function payloadOf({ payload }: DemoVote): Record<string, unknown> {
  if (payload !== 'charter') return payload
  return { fr: DEMO_NETWORK.charterFr, en: DEMO_NETWORK.charterEn }
}

async function voteOn(vote: DemoVote, proposalId: number, scene: Scene): Promise<void> {
  const { now, transaction, chance } = scene
  const read = await readProposal(proposalId, now, transaction)
  if (!read?.opensAt || !read.closesAt || !read.recordAt) throw new Error('No vote was called')
  const { opensAt, closesAt, recordAt } = read
  if (opensAt > now) return
  if (recordAt <= now) await freezeRoll({ proposalId, recordAt }, recordAt, transaction)
  const frozen = await readProposal(proposalId, now, transaction)
  const open = frozen && openVoteOf(frozen)
  if (!open) throw new Error('No vote was called')
  const keys = (vote.candidates ?? [])
    .map(({ who }) => ({ who, name: scene.personOf(who).name }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ who }) => who)
  const options = Array.from(
    { length: frozen.options },
    (_, index) => keys[index] ?? String(index + 1)
  )
  const end = Math.min(closesAt.getTime(), now.getTime())
  const voters = await possibleVoters(recordAt < now ? recordAt : now, transaction)
  for (const { memberId, voice } of voters) {
    if (!voice.votes || chance() >= (vote.turnout ?? 0)) continue
    const span = end - opensAt.getTime() - HOUR
    const at = new Date(opensAt.getTime() + Math.floor(chance() * Math.max(1, span)))
    const choice = demoChoice(vote, options, chance)
    const answer = await cast({ vote: open, memberId, choice }, at, transaction)
    if (!answer.ok && answer.refusal !== 'not_on_roll') {
      throw new Error(`A ballot of the demo is refused: ${answer.refusal}`)
    }
  }
  if (closesAt <= now) await closeVote(proposalId, closesAt, transaction)
}
