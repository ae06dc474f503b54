import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { currentBook } from '#rulebook/rule_book'
import { refusalForm } from './account_forms.js'
import { JoinRequest } from './join_request.js'

/** Requests that wait: read, approved or refused with a reason by whoever holds the power. */
export default class JoinRequestsController {
  async index(ctx: HttpContext) {
    return this.#list(ctx)
  }

  async approve(ctx: HttpContext) {
    const request = await this.#find(ctx)
    const book = await currentBook(clock.now())
    const needed = book.value('join.approvals_needed')
    const result = await request.approve(ctx.auth.getUserOrFail(), needed, clock.now())
    const admitted = result.ok && result.value !== null
    if (result.ok) leaveNotice(ctx, admitted ? 'admitted' : 'approved')
    else leaveNotice(ctx, `join_${result.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath('/join-requests')
  }

  async refuse(ctx: HttpContext) {
    const request = await this.#find(ctx)
    const form = await readForm(ctx, refusalForm)
    if (!form.ok) {
      const reason = String(ctx.request.input('reason') ?? '')
      return this.#list(ctx, { id: request.id, reason, errors: form.refusal })
    }
    const result = await request.refuse(ctx.auth.getUserOrFail(), form.value.reason, clock.now())
    if (result.ok) leaveNotice(ctx, 'join_refused')
    else leaveNotice(ctx, `join_${result.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath('/join-requests')
  }

  async #list(
    ctx: HttpContext,
    refused: { id: number; reason: string; errors: Record<string, string> } | null = null
  ) {
    const requests = (await JoinRequest.waiting().limit(100)).map((request) => ({
      id: request.id,
      name: request.name,
      handle: request.handle,
      message: request.message,
      sinceLabel: dateLabel(request.confirmedAt ?? request.createdAt, ctx.i18n.locale),
    }))
    return page(ctx, 'people/join_requests', { requests, refused }, refused ? 422 : 200)
  }

  async #find({ params }: HttpContext): Promise<JoinRequest> {
    const request = await JoinRequest.find(Number(params.id))
    if (!request?.confirmedAt) throw new NotFound()
    return request
  }
}
