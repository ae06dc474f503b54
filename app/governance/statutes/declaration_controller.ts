import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { askToConfirm } from '#people/ask_to_confirm'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { parisInstant } from '#shared/paris'
import { mayRegister } from '../forms/may_register.js'
import { declarationForm } from '../pages/proposal_forms.js'
import { findProposal } from '../pages/show_proposal.js'
import { recordDeclaration, statutesChanged } from './declarations.js'

/** The day on which a change of the statutes was declared: the secretary's task after the vote. */
export default class DeclarationController {
  async show(ctx: HttpContext) {
    return (await this.#turnedAway(ctx)) ?? this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const turnedAway = await this.#turnedAway(ctx)
    if (turnedAway !== null) return turnedAway
    const { id } = await findProposal(ctx)
    const form = await readForm(ctx, declarationForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { on } = form.value
    const impossible = { on: ctx.i18n.t('decide.others.day_impossible') }
    if (!parisInstant(on, '12:00')) return this.#page(ctx, impossible)
    const { id: personId } = ctx.auth.getUserOrFail()
    const result = await db.transaction((transaction) =>
      recordDeclaration({ proposalId: id, on, personId }, clock.now(), transaction)
    )
    if (!result.ok) {
      if (result.refusal === 'not_awaited') throw new NotFound()
      return this.#page(ctx, impossible)
    }
    leaveNotice(ctx, 'statutes_declared')
    return ctx.response.redirect().status(303).toPath(`/decide/${id}`)
  }

  async #turnedAway(ctx: HttpContext) {
    const may = await mayRegister(ctx.auth.getUserOrFail(), clock.now())
    if (may === 'second_factor') return askToConfirm(ctx, { secondFactor: true })
    if (may === 'no') throw new NotAllowed()
    return null
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const { id, title } = await findProposal(ctx)
    const changed = await statutesChanged(id)
    if (!changed || changed.declaredOn !== null) throw new NotFound()
    return page(
      ctx,
      'governance/declaration',
      {
        ...{ proposal: { id, title }, errors, article: changed.article },
        on: dayLabel(changed.decidedAt, ctx.i18n.locale),
        typed: String(ctx.request.input('on') ?? ''),
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }
}
