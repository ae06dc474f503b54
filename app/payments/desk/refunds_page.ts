import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { parisDay } from '#shared/paris'
import { refundsToMake, waitingRefunds, type WaitingRefund } from '../refunding/waiting_refunds.js'

/** What waits for a signature, and what is to be given back by hand; again when a form was refused. */
export async function refundsPage(
  ctx: HttpContext,
  refused: { refundId: number; errors: FieldErrors } | null = null
) {
  const { i18n, request } = ctx
  const viewer = ctx.auth.getUserOrFail()
  const { id } = viewer
  const isOwn = (one: WaitingRefund) => one.payerId === id || (one.byPayer && one.askedById === id)
  const shown = (one: WaitingRefund) => ({
    ...one,
    label: eurosLabel(one.amountCents, i18n.locale),
    whenLabel: dateLabel(one.askedAt, i18n.locale),
    mayISign: !one.signedBy.includes(id) && !isOwn(one),
    mine: isOwn(one),
    errors: refused?.refundId === one.id ? refused.errors : {},
    typed:
      refused?.refundId === one.id
        ? request.only(['way', 'made_on', 'reference'])
        : { made_on: parisDay(clock.now()) },
  })
  const state = {
    refunds: (await waitingRefunds()).map(shown),
    toMake: (await refundsToMake()).map(shown),
    keeps: viewer.holds('treasury.keep'),
    today: parisDay(clock.now()),
  }
  return page(ctx, 'payments/refunds', state, refused ? 422 : 200)
}
