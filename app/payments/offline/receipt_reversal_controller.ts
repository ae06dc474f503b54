import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { reversalForm } from './offline_forms.js'
import { reverseReceipt } from './receive.js'

/** Takes back what was entered by mistake, or a cheque that was not honoured. */
export default class ReceiptReversalController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx, reversalForm)
    const cause = form.ok ? form.value.cause : 'mistake'
    const { id } = ctx.auth.getUserOrFail()
    const result = await reverseReceipt(Number(ctx.params.id), cause, id, clock.now())
    if (!result.ok && result.refusal === 'no_receipt') throw new NotFound()
    if (result.ok) leaveNotice(ctx, 'receipt_reversed')
    else leaveNotice(ctx, 'receipt_not_reversed', 'warning')
    const to = result.ok ? `/by-hand/${result.value}` : '/by-hand'
    return ctx.response.redirect().status(303).toPath(to)
  }
}
