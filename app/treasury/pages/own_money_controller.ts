import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { parisDay } from '#shared/paris'
import { monthsUpTo, monthTotals } from '../reading/month_totals.js'
import { ownMoney } from '../reading/own_money.js'
import { splitAsSpent } from '../reading/public_figures.js'

/** For whoever has paid nothing yet: where this much goes, in cents. */
const EXAMPLE_CENTS = 2000

/** « Where my 20 € went »: one's own payments, split as the network's money was used. */
export default class OwnMoneyController {
  async handle(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const today = parisDay(clock.now())
    const from = `${monthsUpTo(today, 12)[0] ?? today.slice(0, 7)}-01`
    const payments = await ownMoney(ctx.auth.getUserOrFail().id, from, today)
    const paidCents = payments.reduce((sum, { cents }) => sum + cents, 0)
    const amountCents = paidCents > 0 ? paidCents : EXAMPLE_CENTS
    const split = splitAsSpent(amountCents, await monthTotals(from, today))
    const euros = (cents: number) => eurosLabel(cents, locale)
    return page(ctx, 'treasury/own_money', {
      example: paidCents <= 0,
      amount: euros(amountCents),
      payments: payments.map(({ on, purpose, cents }) => ({
        ...{ purpose, day: dayOfParis(on, locale), amount: euros(cents) },
      })),
      split: split && {
        beyond: split.beyondCents > 0,
        parts: split.parts.map(({ purpose, cents }) => ({
          ...{ purpose, amount: euros(cents), share: cents / amountCents },
        })),
      },
    })
  }
}
