import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotAllowed } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { findProposal } from '../pages/show_proposal.js'
import { readerOf } from '../reader/reader.js'
import { findVoter } from './find_voter.js'
import { giveProxy, proxiesAllowed, takeProxyBack } from './give_proxy.js'
import { proxiesOf } from './proxy.js'

const GIVES = { tries: 60, seconds: 3600 }

/** Voices given for one vote: to whom, by whom, and taking one's own back. */
export default class ProxiesController {
  async index(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    await throttle('proxies', [String(ctx.auth.getUserOrFail().id)], GIVES)
    const proposal = await findProposal(ctx)
    const giverId = await this.#memberId(ctx)
    const holder = await findVoter(ctx.request.input('holder'))
    if (!holder.ok) return this.#page(ctx, holder.refusal)
    const giving = { proposal, giverId, holderId: holder.memberId }
    const given = await db.transaction((transaction) => giveProxy(giving, clock.now(), transaction))
    if (!given.ok) return this.#page(ctx, given.refusal)
    leaveNotice(ctx, 'proxy_given')
    return this.#back(ctx, proposal.id)
  }

  async destroy(ctx: HttpContext) {
    await throttle('proxies', [String(ctx.auth.getUserOrFail().id)], GIVES)
    const { id: proposalId } = await findProposal(ctx)
    const giverId = await this.#memberId(ctx)
    const taken = await db.transaction((transaction) =>
      takeProxyBack({ proposalId, giverId }, clock.now(), transaction)
    )
    const late = !taken.ok && taken.refusal === 'used'
    leaveNotice(ctx, late ? 'proxy_used' : 'proxy_taken_back', late ? 'warning' : 'done')
    return this.#back(ctx, proposalId)
  }

  async #page(ctx: HttpContext, refusal: string | null = null) {
    const proposal = await findProposal(ctx)
    const memberId = await this.#memberId(ctx)
    const proxies = await proxiesOf(proposal.id, memberId)
    const sent: unknown = ctx.request.input('holder')
    return page(
      ctx,
      'governance/proxies',
      {
        proposal,
        allowed: proxiesAllowed(proposal),
        gives: ['called', 'open'].includes(proposal.stage),
        given: proxies.find(({ giverId }) => giverId === memberId) ?? null,
        held: proxies.filter(({ holderId }) => holderId === memberId),
        typed: typeof sent === 'string' ? sent : '',
        refusal: refusal && ctx.i18n.t(`decide.proxies.refusals.${refusal}`),
      },
      refusal === null ? 200 : 422
    )
  }

  async #memberId({ viewer }: HttpContext): Promise<number> {
    const reader = await db.transaction((transaction) => readerOf(viewer, clock.now(), transaction))
    if (!reader?.memberId) throw new NotAllowed()
    return reader.memberId
  }

  #back({ response }: HttpContext, proposalId: number) {
    return response.redirect().status(303).toPath(`/decide/${proposalId}/proxies`)
  }
}
