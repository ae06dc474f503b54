import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { currentBook } from '#rulebook/rule_book'
import { invitationForm } from './account_forms.js'
import { Invitation } from './invitation.js'

/** The invitations one has made: their links, how many came, taking one back. */
export default class InvitationsController {
  async index(ctx: HttpContext) {
    return this.#list(ctx)
  }

  async store(ctx: HttpContext) {
    const { i18n, response } = ctx
    const form = await readForm(ctx, invitationForm)
    if (!form.ok) return this.#list(ctx, form.refusal)
    const at = clock.now()
    const limit = (await currentBook(at)).value('join.invitations_per_member_per_month')
    const result = await Invitation.make(
      {
        sponsorId: ctx.auth.getUserOrFail().id,
        note: form.value.note ?? '',
        seats: form.value.seats ?? 1,
        at,
      },
      limit
    )
    if (!result.ok) {
      return this.#list(ctx, { seats: i18n.t('people.invitations.monthly_limit', { limit }) })
    }
    leaveNotice(ctx, 'invited')
    return response.redirect().status(303).toPath('/invitations')
  }

  async destroy(ctx: HttpContext) {
    const invitation = await Invitation.find(Number(ctx.params.id))
    if (!invitation || invitation.sponsorId !== ctx.auth.getUserOrFail().id) throw new NotFound()
    await invitation.revoke(clock.now())
    leaveNotice(ctx, 'invitation_revoked')
    return ctx.response.redirect().status(303).toPath('/invitations')
  }

  async #list(ctx: HttpContext, errors: FieldErrors = {}) {
    const at = clock.now()
    const rows = await Invitation.query()
      .where('sponsorId', ctx.auth.getUserOrFail().id)
      .orderBy('id', 'desc')
      .limit(50)
    const invitations = await Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        note: row.note,
        seats: row.seats,
        link: `${appUrl}/join?invitation=${row.token}`,
        expiresLabel: dayLabel(row.expiresAt, ctx.i18n.locale),
        standing: await row.standing(at),
      }))
    )
    const typed = ctx.request.only(['note', 'seats'])
    const limit = (await currentBook(at)).value('join.invitations_per_member_per_month')
    const refused = Object.keys(errors).length > 0
    return page(
      ctx,
      'people/invitations',
      { invitations, typed, errors, limit },
      refused ? 422 : 200
    )
  }
}
