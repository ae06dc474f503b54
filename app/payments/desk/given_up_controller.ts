import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { noticesGivenUp, readAgain } from '../notices/given_up.js'

/** What providers said and we could not follow, and the way to try once more. */
export default class GivenUpController {
  async index(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const notices = (await noticesGivenUp()).map((one) => ({
      ...one,
      receivedLabel: dateLabel(one.receivedAt, locale),
    }))
    return page(ctx, 'payments/notices_given_up', { notices })
  }

  /** Two clicks are one reading. */
  async store(ctx: HttpContext) {
    const taken = await readAgain(Number(ctx.params.id), clock.now())
    leaveNotice(ctx, taken ? 'provider_notice_taken_up' : 'provider_notice_gone')
    return ctx.response.redirect().status(303).toPath('/payment-notices')
  }
}
