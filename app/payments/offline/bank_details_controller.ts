import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { maskedDetails, proposeDetails, readBic, readIban } from './bank_details.js'
import { bankForm } from './offline_forms.js'
import { maskedView } from './masked_view.js'

/** The account that transfers go to, as the treasurer proposes it; a second mandate puts it in force. */
export default class BankDetailsController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const { i18n, response } = ctx
    const form = await readForm(ctx, bankForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { holder, iban: typedIban, bic: typedBic } = form.value
    const iban = readIban(typedIban)
    const bic = typedBic ? readBic(typedBic) : null
    const errors: FieldErrors = {}
    if (!iban) errors.iban = i18n.t('offline.refusals.iban')
    if (typedBic && !bic) errors.bic = i18n.t('offline.refusals.bic')
    if (!iban || Object.keys(errors).length > 0) return this.#page(ctx, errors)
    await proposeDetails({ holder, iban, bic }, ctx.auth.getUserOrFail().id, clock.now())
    leaveNotice(ctx, 'bank_details_proposed')
    return response.redirect().status(303).toPath('/settings/bank')
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const refused = Object.keys(errors).length > 0
    const { inForce, waiting } = await maskedDetails()
    return page(
      ctx,
      'payments/bank_details',
      {
        inForce: maskedView(inForce, ctx.i18n),
        waiting: maskedView(waiting, ctx.i18n),
        typed: refused ? ctx.request.only(['holder', 'iban', 'bic']) : {},
        errors,
      },
      refused ? 422 : 200
    )
  }
}
