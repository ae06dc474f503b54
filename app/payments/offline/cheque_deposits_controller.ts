import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayLabel, dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { maskedDetails } from './bank_details.js'
import {
  chequeDeposit,
  chequeDeposits,
  chequesWaiting,
  depositCheques,
  type Cheque,
} from './cheque_deposits.js'

/** Cheques taken to the bank together, with a slip to be printed. */
export default class ChequeDepositsController {
  async index(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const [waiting, deposits] = await Promise.all([chequesWaiting(), chequeDeposits()])
    return page(ctx, 'payments/cheque_deposits', {
      cheques: waiting.map((cheque) => shown(cheque, locale)),
      totalLabel: total(waiting, locale),
      deposits: deposits.map((one) => ({
        ...one,
        dayLabel: dayLabel(one.madeAt, locale),
        label: eurosLabel(one.amountCents, locale),
      })),
    })
  }

  async store(ctx: HttpContext) {
    const id = await depositCheques(ctx.auth.getUserOrFail().id, clock.now())
    if (id === null) leaveNotice(ctx, 'no_cheques', 'warning')
    const to = id === null ? '/cheque-deposits' : `/cheque-deposits/${id}`
    return ctx.response.redirect().status(303).toPath(to)
  }

  async show(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const deposit = await chequeDeposit(Number(ctx.params.id))
    if (!deposit) throw new NotFound()
    const { inForce } = await maskedDetails()
    return page(ctx, 'payments/cheque_deposit', {
      id: deposit.id,
      dayLabel: dayLabel(deposit.madeAt, locale),
      holder: inForce?.holder ?? null,
      ibanEnd: inForce?.ibanEnd ?? null,
      cheques: deposit.cheques.map((cheque) => shown(cheque, locale)),
      totalLabel: total(deposit.cheques, locale),
    })
  }
}

function shown(cheque: Cheque, locale: string) {
  return {
    ...cheque,
    label: eurosLabel(cheque.amountCents, locale),
    dayLabel: dayOfParis(cheque.receivedOn, locale),
  }
}

function total(cheques: Cheque[], locale: string): string {
  return eurosLabel(
    cheques.reduce((sum, { amountCents }) => sum + amountCents, 0),
    locale
  )
}
