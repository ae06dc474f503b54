import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { giveBack } from '#people/give_back'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { readForm } from '#shared/http/read_form'
import { ownMandate } from './own_mandate.js'
import { ownMandatePage } from './own_mandate_page.js'

const returnForm = vine.create({ sure: vine.accepted() })

/** Giving a mandate back before its term: its powers stop at once. */
export default class MandateReturnController {
  async handle(ctx: HttpContext) {
    const mandate = await ownMandate(ctx)
    const form = await readForm(ctx, returnForm)
    if (!form.ok) {
      const errors = { sure: ctx.i18n.t('mandates.own.sure_first') }
      return ownMandatePage(ctx, mandate, { errors, body: '' })
    }
    const given = await giveBack(mandate, clock.now())
    if (!given.ok) throw new NotFound()
    leaveNotice(ctx, 'mandate_given_back')
    return ctx.response.redirect().status(303).toPath('/mandates')
  }
}
