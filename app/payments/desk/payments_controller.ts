import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { meansInWords } from '../means_in_words.js'
import { countNoticesGivenUp } from '../notices/given_up.js'
import { paymentFile } from './payment_file.js'
import { paymentPageOf } from './payment_page.js'
import { paymentPage, SHOWN } from './payment_list.js'

const LONGEST = 120

/** The treasurer's payments: what came in, by which means, what became of it and why. */
export default class PaymentsController {
  async index(ctx: HttpContext) {
    const { i18n, request } = ctx
    const shown = SHOWN.find((name) => name === request.input('show')) ?? 'all'
    const asked = request.input('q')
    const words = typeof asked === 'string' ? asked.slice(0, LONGEST) : ''
    const below = Number(request.input('before'))
    const before = Number.isSafeInteger(below) && below > 0 ? below : undefined
    const list = await paymentPage(shown, words, before)
    const address = (values: Record<string, string>) => {
      const query = new URLSearchParams(
        Object.entries({ show: shown === 'all' ? '' : shown, q: words, ...values }).filter(
          ([, value]) => value !== ''
        )
      ).toString()
      return query ? `/payments?${query}` : '/payments'
    }
    return page(ctx, 'payments/payments', {
      givenUp: await countNoticesGivenUp(),
      words,
      shown,
      tabs: SHOWN.map((name) => ({
        href: address({ show: name === 'all' ? '' : name }),
        label: i18n.t(`desk.show.${name}`),
        current: name === shown,
      })),
      payments: list.payments.map((one) => ({
        ...one,
        means: meansInWords(one.methodLabel, i18n) || i18n.t(`desk.providers.${one.provider}`),
        dayLabel: dayLabel(one.cameAt, i18n.locale),
        grossLabel: eurosLabel(one.grossCents, i18n.locale),
        feeLabel: one.feeCents ? eurosLabel(one.feeCents, i18n.locale) : null,
        backLabel: one.backCents > 0 ? eurosLabel(one.backCents, i18n.locale) : null,
      })),
      newest: before ? address({}) : null,
      older: list.before ? address({ before: String(list.before) }) : null,
    })
  }

  async show(ctx: HttpContext) {
    const file = await paymentFile(Number(ctx.params.id))
    if (!file) throw new NotFound()
    return paymentPageOf(ctx, file)
  }
}
