import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { askToConfirm } from '#people/ask_to_confirm'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotAllowed } from '#shared/http/refusals'
import { mayRegister } from '../forms/may_register.js'
import { articleForm } from '../pages/proposal_forms.js'
import { recordRemoteClause, remoteClause } from './remote_clause.js'

/** Writing down which article of the statutes lets members vote from a distance. */
export default class RemoteClauseController {
  async show(ctx: HttpContext) {
    return (await this.#turnedAway(ctx)) ?? this.#page(ctx, (await remoteClause()) ?? '')
  }

  async store(ctx: HttpContext) {
    const turnedAway = await this.#turnedAway(ctx)
    if (turnedAway !== null) return turnedAway
    const form = await readForm(ctx, articleForm)
    const typed: unknown = ctx.request.input('article')
    if (!form.ok) {
      return this.#page(ctx, typeof typed === 'string' ? typed : '', form.refusal.article)
    }
    const { id: personId } = ctx.auth.getUserOrFail()
    const article = form.value.article ?? ''
    await db.transaction((transaction) =>
      recordRemoteClause({ article, personId }, clock.now(), transaction)
    )
    leaveNotice(ctx, 'article_recorded')
    return ctx.response.redirect().status(303).toPath('/decide')
  }

  async #turnedAway(ctx: HttpContext) {
    const may = await mayRegister(ctx.auth.getUserOrFail(), clock.now())
    if (may === 'second_factor') return askToConfirm(ctx, { secondFactor: true })
    if (may === 'no') throw new NotAllowed()
    return null
  }

  #page(ctx: HttpContext, article: string, error: string | null = null) {
    const errors = error === null ? {} : { article: error }
    const status = error === null ? 200 : 422
    return page(ctx, 'governance/remote_clause', { article, errors }, status)
  }
}
