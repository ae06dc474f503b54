import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { askToConfirm } from '#people/ask_to_confirm'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { parisDay, parisInstant } from '#shared/paris'
import { registrationForm } from '../pages/proposal_forms.js'
import { findProposal } from '../pages/show_proposal.js'
import { formAwaited } from './form_awaited.js'
import { mayRegister } from './may_register.js'
import { registerForm } from './register_form.js'

/** The registration of the form that members decided: from then on the network is of that form. */
export default class RegistrationController {
  async show(ctx: HttpContext) {
    return (await this.#refused(ctx)) ?? this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const turnedAway = await this.#refused(ctx)
    if (turnedAway !== null) return turnedAway
    const { id } = await findProposal(ctx)
    const form = await readForm(ctx, registrationForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { number, on } = form.value
    if (!parisInstant(on, '12:00'))
      return this.#page(ctx, { on: ctx.i18n.t('decide.others.day_impossible') })
    const { id: personId } = ctx.auth.getUserOrFail()
    const result = await db.transaction((transaction) =>
      registerForm({ proposalId: id, number, on, personId }, clock.now(), transaction)
    )
    if (!result.ok) {
      if (result.refusal === 'not_awaited') throw new NotFound()
      return this.#page(ctx, { on: ctx.i18n.t('decide.others.day_impossible') })
    }
    forgetNetwork()
    leaveNotice(ctx, 'form_registered')
    return ctx.response.redirect().status(303).toPath(`/decide/${id}`)
  }

  async #refused(ctx: HttpContext) {
    const may = await mayRegister(ctx.auth.getUserOrFail(), clock.now())
    if (may === 'second_factor') return askToConfirm(ctx, { secondFactor: true })
    if (may === 'no') throw new NotAllowed()
    return null
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const { id, title } = await findProposal(ctx)
    const awaited = await formAwaited()
    if (awaited?.proposalId !== id) throw new NotFound()
    const typed = (name: string) => String(ctx.request.input(name) ?? '')
    const bad = Object.keys(errors).length > 0
    return page(
      ctx,
      'governance/registration',
      {
        ...{ proposal: { id, title }, errors, today: parisDay(clock.now()) },
        form: awaited.form,
        on: dayLabel(awaited.decidedAt, ctx.i18n.locale),
        values: { number: typed('number'), on: typed('on') },
      },
      bad ? 422 : 200
    )
  }
}
