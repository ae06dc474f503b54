import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { Gift } from './gift.js'
import { hidingForm } from './gift_forms.js'

/** Taking a giver's name and words off the public page, with the reason; the gift itself stands. */
export default class GiftHidingController {
  async handle(ctx: HttpContext) {
    const gift = await Gift.find(Number(ctx.params.id))
    if (!gift) throw new NotFound()
    const form = await readForm(ctx, hidingForm)
    if (form.ok) {
      await gift.hide(
        { hiderId: ctx.auth.getUserOrFail().id, reason: form.value.reason },
        clock.now()
      )
      leaveNotice(ctx, 'gift_name_hidden')
    } else {
      leaveNotice(ctx, 'reason_missing', 'warning')
    }
    return ctx.response.redirect().status(303).toPath('/treasury/gifts')
  }
}
