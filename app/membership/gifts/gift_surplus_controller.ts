import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { giftSurplusForm } from './gift_forms.js'
import { GiftSurplus } from './gift_surplus.js'

/** What becomes of a gift paid twice: its payer says. */
export default class GiftSurplusController {
  async handle(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const surplus = await GiftSurplus.of(Number(ctx.params.id), id)
    if (!surplus) throw new NotFound()
    const form = await readForm(ctx, giftSurplusForm)
    if (!form.ok) leaveNotice(ctx, 'surplus_unsaid')
    else {
      const chosen = await surplus.choose(form.value.choice, id, clock.now())
      leaveNotice(ctx, chosen.ok ? `surplus_${form.value.choice}` : `surplus_${chosen.refusal}`)
    }
    return ctx.response.redirect().status(303).toPath('/me/gifts')
  }
}
