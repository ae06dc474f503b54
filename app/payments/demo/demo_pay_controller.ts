import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { eurosLabel } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { DEMO_EVENTS, demoFile, makeHappen, possibleEvents } from './demo_events.js'

const PAYING = ['pay', 'debit', 'decline']

/** The play bank's page: what a visitor may make happen to a payment of the demonstration. */
export default class DemoPayController {
  async show(ctx: HttpContext) {
    const file = await demoFile(ctx.params.ref)
    if (!file) throw new NotFound()
    const { checkout, payment, subscription } = file
    const { locale } = ctx.i18n
    return page(ctx, 'payments/demo_pay', {
      checkout,
      payment,
      subscription,
      amount: eurosLabel(checkout.amountCents, locale),
      events: possibleEvents(file).map((event) => ({ event, paying: PAYING.includes(event) })),
    })
  }

  async store(ctx: HttpContext) {
    const { params, request, response } = ctx
    await throttle('demo-pay', [request.ip()], { tries: 600, seconds: 3600, inGroups: true })
    const event = DEMO_EVENTS.find((name) => name === request.input('event'))
    const before = await demoFile(params.ref)
    if (!before) throw new NotFound()
    const result = event ? await makeHappen(params.ref, event, clock.now()) : null
    if (!event || !result?.ok) leaveNotice(ctx, 'demo_pay_not_now', 'warning')
    else if (PAYING.includes(event) && event !== 'decline') {
      return response.redirect().status(303).toPath(new URL(before.checkout.returnUrl).pathname)
    } else if (event === 'decline') leaveNotice(ctx, 'demo_pay_declined', 'warning')
    else leaveNotice(ctx, 'demo_pay_done')
    return response.redirect().status(303).toPath(`/demo-pay/${params.ref}`)
  }
}
