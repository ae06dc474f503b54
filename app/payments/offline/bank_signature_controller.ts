import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { maskedDetails, signDetails } from './bank_details.js'
import { maskedView } from './masked_view.js'
import { signatureForm } from './offline_forms.js'

/** The second mandate: reads the account's number from the bank's own paper and types it again. */
export default class BankSignatureController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await throttle('bank-signature', [String(id)], { tries: 10, seconds: 3600 })
    const form = await readForm(ctx, signatureForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { details, iban } = form.value
    const result = await signDetails(details, iban, id, clock.now())
    if (!result.ok) {
      return this.#page(ctx, { iban: ctx.i18n.t(`offline.refusals.${result.refusal}`) })
    }
    leaveNotice(ctx, 'bank_details_signed')
    return ctx.response.redirect().status(303).toPath('/settings/bank/signature')
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const { inForce, waiting } = await maskedDetails()
    return page(
      ctx,
      'payments/bank_signature',
      {
        inForce: maskedView(inForce, ctx.i18n),
        waiting: maskedView(waiting, ctx.i18n),
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }
}
