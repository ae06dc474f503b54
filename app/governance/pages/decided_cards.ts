import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { headlines } from '../outcome/headlines.js'
import { readDecided } from '../proposing/read_proposal.js'
import { proposalCard } from './proposal_card.js'
import { votedOn } from './reader_votes.js'

/** Decisions as lists show them, the latest first, and whether there are more before the last. */
export async function decidedCards(
  { viewer, i18n }: HttpContext,
  { before, limit }: { before: number | null; limit: number }
) {
  const now = clock.now()
  const personId = viewer?.id ?? null
  const found = await readDecided({ personId, before, limit: limit + 1 }, now)
  const shown = found.slice(0, limit)
  const results = await headlines(
    shown.map(({ id }) => id),
    i18n
  )
  const voted = await votedOn(personId)
  return {
    more: found.length > limit,
    cards: shown.map((one) => {
      const facts = { voted: voted.has(one.id), mayVote: false, needed: 0, now }
      return proposalCard(one, { ...facts, result: results.get(one.id) }, i18n)
    }),
  }
}
