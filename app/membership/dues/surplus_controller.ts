import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { surplusForm } from './dues_form.js'
import { Surplus } from './surplus.js'

/** What becomes of money paid twice: its payer says. */
export default class SurplusController {
  async handle(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const surplus = await Surplus.of(Number(ctx.params.id), id)
    if (!surplus) throw new NotFound()
    const form = await readForm(ctx, surplusForm)
    if (!form.ok) leaveNotice(ctx, 'surplus_unsaid', 'warning')
    else {
      const chosen = await surplus.choose(form.value.choice, id, clock.now())
      if (chosen.ok) leaveNotice(ctx, `surplus_${form.value.choice}`)
      else leaveNotice(ctx, `surplus_${chosen.refusal}`, 'warning')
    }
    return ctx.response.redirect().status(303).toPath('/membership')
  }
}
