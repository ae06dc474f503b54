import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { possibleVoters } from '#membership/eligibility'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { benches } from '../mandates/bench.js'
import { supportNeeded } from '../calling/support_needed.js'
import { readProposals } from '../proposing/read_proposal.js'
import type { Stage } from '../proposing/stage_of.js'
import { readerOf } from '../reader/reader.js'
import { network } from '#organisation/network'
import { hasStatutes } from '../calling/consultative.js'
import { mayRegister } from '../forms/may_register.js'
import { remoteClause } from '../statutes/remote_clause.js'
import { decidedCards } from './decided_cards.js'
import { proposalCard } from './proposal_card.js'
import { votedOn } from './reader_votes.js'

/** The parts of the page, in the order in which they matter today. */
const PARTS: { name: string; stages: Stage[] }[] = [
  { name: 'open', stages: ['open', 'counting'] },
  { name: 'called', stages: ['called'] },
  { name: 'discussion', stages: ['discussion'] },
  { name: 'drafts', stages: ['draft'] },
]

/** Decisions shown before one asks for all. */
const LATELY = 10

/** What is put to the members now, part by part, and whether this reader may propose. */
export async function decideLists(ctx: HttpContext) {
  const { viewer, i18n } = ctx
  const now = clock.now()
  const book = await currentBook(now)
  const proposals = await readProposals(viewer?.id ?? null, now)
  const { reader, members, needed } = await db.transaction(async (transaction) => ({
    reader: await readerOf(viewer, now, transaction),
    needed: (await benches(now, transaction)).filter(({ electionNeeded }) => electionNeeded),
    members: proposals.some(({ stage }) => stage === 'discussion')
      ? (await possibleVoters(now, transaction)).filter(({ voice }) => voice.votes).length
      : 0,
  }))
  const voted = await votedOn(viewer?.id ?? null)
  const cards = proposals.map((one) =>
    proposalCard(
      one,
      {
        voted: voted.has(one.id),
        needed: supportNeeded(one.kind, book, members),
        mayVote: reader?.voice?.votes === true,
        now,
      },
      i18n
    )
  )
  const parts = PARTS.map(({ name, stages }) => ({
    name,
    more: false,
    cards: cards.filter(({ stage }) => stages.includes(stage)),
  }))
  const decided = { name: 'decided', ...(await decidedCards(ctx, { before: null, limit: LATELY })) }
  return {
    parts: [...parts, decided].filter((part) => part.cards.length > 0),
    electionsNeeded:
      needed.length === 0
        ? null
        : i18n.t('mandates.needed_text', {
            roles: needed.map(({ role }) => i18n.t(`roles.${role}`)).join(', '),
          }),
    mayPropose: reader?.belongs === true,
    clause: await clauseShown(ctx),
  }
}

/** Whether the statutes let members vote from a distance, where there are statutes, and who may write it down. */
async function clauseShown({ viewer, i18n }: HttpContext) {
  const { legalForm } = await network(i18n.locale)
  if (!legalForm || !hasStatutes(legalForm)) return null
  return {
    article: await remoteClause(),
    mayRecord: viewer !== null && (await mayRegister(viewer, clock.now())) !== 'no',
  }
}
