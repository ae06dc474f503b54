import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { throttle } from '#shared/http/throttle'
import { refused, type Result } from '#shared/result'
import { findProposal } from '../pages/show_proposal.js'
import { readerOf } from '../reader/reader.js'
import { cast, type CastRefusal, type OpenVote } from '../voting/cast.js'
import { readChoice, type Choice } from '../voting/choice.js'
import { proxiesOf } from '../voting/proxy.js'
import { ballotPage } from './ballot_page.js'
import { heldProxy, paperPath } from './held_proxy.js'
import { openVoteOf } from './open_vote.js'
import { typedIn } from './typed_paper.js'

const CASTS = { tries: 120, seconds: 3600 }

/** Voting: the paper, and putting it in the urn. */
export default class BallotsController {
  async show(ctx: HttpContext) {
    const proposal = await findProposal(ctx)
    if (proposal.stage !== 'open') {
      return ctx.response.redirect().status(303).toPath(`/decide/${proposal.id}`)
    }
    // Whoever gave their voice has no paper: their page says who votes, and takes it back.
    if (!ctx.params.proxyId && (await gaveTheirVoice(ctx, proposal.id))) {
      return ctx.response.redirect().status(303).toPath(`/decide/${proposal.id}/proxies`)
    }
    return ballotPage(ctx, proposal)
  }

  async store(ctx: HttpContext) {
    await throttle('ballots', [String(ctx.auth.getUserOrFail().id)], CASTS)
    const proposal = await findProposal(ctx)
    const vote = openVoteOf(proposal)
    if (!vote || !proposal.method || proposal.stage !== 'open') {
      const late = proposal.closesAt !== null && clock.now() >= proposal.closesAt
      return ballotPage(ctx, proposal, { refusal: late ? 'closed' : 'not_open', status: 409 })
    }
    const typed = typedIn(ctx.request.body())
    const choice = readChoice(proposal.method, proposal.options, typed)
    if (!choice.ok)
      return ballotPage(ctx, proposal, { typed, refusal: choice.refusal, status: 422 })
    const step: unknown = ctx.request.input('step')
    if (step === 'mend') return ballotPage(ctx, proposal, { typed })
    // A secret ballot is not taken back: it is read again first.
    if (vote.secrecy === 'secret' && step !== 'cast') {
      return ballotPage(ctx, proposal, { typed, looking: choice.value })
    }
    const answer = await this.#cast(ctx, vote, choice.value)
    if (!answer.ok) {
      const status = answer.refusal === 'not_on_roll' ? 403 : 409
      return ballotPage(ctx, proposal, { typed, refusal: answer.refusal, status })
    }
    leaveNotice(ctx, answer.value === 'cast' ? 'ballot_cast' : 'ballot_changed')
    return ctx.response
      .redirect()
      .status(303)
      .toPath(paperPath(proposal.id, ctx.params.proxyId ?? null))
  }

  #cast(
    ctx: HttpContext,
    vote: OpenVote,
    choice: Choice
  ): Promise<Result<'cast' | 'changed', CastRefusal>> {
    return db.transaction(async (transaction) => {
      const at = clock.now()
      const reader = await readerOf(ctx.viewer, at, transaction)
      if (!reader?.memberId) return refused('not_on_roll')
      const { memberId } = reader
      const proxyId = (await heldProxy(ctx, memberId, transaction))?.id ?? null
      return cast({ vote, memberId, choice, proxyId }, at, transaction)
    })
  }
}

function gaveTheirVoice(ctx: HttpContext, proposalId: number): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const reader = await readerOf(ctx.viewer, clock.now(), transaction)
    const memberId = reader?.memberId
    if (!memberId) return false
    const proxies = await proxiesOf(proposalId, memberId, transaction)
    return proxies.some(({ giverId }) => giverId === memberId)
  })
}
