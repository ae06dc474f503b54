import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { readDecided } from '../proposing/read_proposal.js'
import { decidedCards } from './decided_cards.js'
import { proposalAsJson } from './proposal_as_json.js'

/** Decisions on a page. */
const PAGE = 20

/** All that was decided, the latest first. */
export default class DecidedController {
  async index(ctx: HttpContext) {
    const sent = Number(ctx.request.input('before'))
    const before = Number.isSafeInteger(sent) && sent > 0 ? sent : null
    if (wantsJson(ctx)) {
      const found = await readDecided({ personId: null, before, limit: PAGE }, clock.now())
      const last = found.length === PAGE ? found.at(-1) : undefined
      return ctx.response.json({
        proposals: found.map((one) => proposalAsJson(one, ctx.viewer)),
        next: last ? `/decide/decided?before=${last.id}` : null,
      })
    }
    const { cards, more } = await decidedCards(ctx, { before, limit: PAGE })
    const last = more ? cards.at(-1) : undefined
    return page(ctx, 'governance/decided', {
      cards,
      older: last ? `/decide/decided?before=${last.id}` : null,
      newest: before === null ? null : '/decide/decided',
    })
  }
}
