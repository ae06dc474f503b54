import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { cashToCount } from './cash_to_count.js'
import { confirmCash } from './receive.js'

/** Cash counted a second time, by someone who is not the one that entered it. */
export default class CashController {
  async index(ctx: HttpContext) {
    const { i18n } = ctx
    const { id } = ctx.auth.getUserOrFail()
    const waiting = await cashToCount()
    return page(ctx, 'payments/cash', {
      waiting: waiting.map((one) => ({
        ...one,
        own: one.enteredById === id,
        label: eurosLabel(one.amountCents, i18n.locale),
        dayLabel: dayOfParis(one.receivedOn, i18n.locale),
      })),
    })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const result = await confirmCash(Number(ctx.params.id), id, clock.now())
    if (!result.ok && result.refusal === 'not_cash') throw new NotFound()
    if (result.ok) leaveNotice(ctx, 'cash_counted')
    else leaveNotice(ctx, 'cash_not_counted', 'warning')
    return ctx.response.redirect().status(303).toPath('/cash')
  }
}
