import type { HttpContext } from '@adonisjs/core/http'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { isLocale } from '#shared/http/locale'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { GiftInKind, NATURES } from './gift_in_kind.js'
import { inKindForm } from './gift_forms.js'

const OFFERS_OF_AN_ADDRESS = { tries: 10, seconds: 3600 }
const MOST_CENTS = 10_000_000
const FIELDS = ['nature', 'description', 'quantity', 'value', 'donor_name', 'donor_email']

/** Offering something other than money. */
export default class InKindController {
  async show(ctx: HttpContext) {
    return this.#form(ctx)
  }

  async store(ctx: HttpContext) {
    const { request, response, viewer, i18n } = ctx
    await throttle('gifts-in-kind', [request.ip()], OFFERS_OF_AN_ADDRESS)
    if (request.input('website')) return response.redirect().status(303).toPath('/support')
    const form = await readForm(ctx, inKindForm)
    const errors: FieldErrors = form.ok ? {} : form.refusal
    const cents = form.ok ? typedCents(form.value.value) : null
    if (form.ok && (!cents || cents > MOST_CENTS)) errors.value = i18n.t('gifts.refusals.value')
    if (form.ok && !viewer && !form.value.donor_name) {
      errors.donor_name = i18n.t('gifts.refusals.donor_name')
    }
    if (!form.ok || !cents || Object.keys(errors).length > 0) return this.#form(ctx, errors)
    const { nature, description, quantity, donor_name: name, donor_email: email } = form.value
    const person = viewer && (await Person.findOrFail(viewer.id))
    await GiftInKind.offer(
      {
        personId: person?.id ?? null,
        donorName: person?.name ?? name ?? '',
        donorEmail: person ? person.email : (email ?? null),
        locale: isLocale(i18n.locale) ? i18n.locale : 'fr',
        nature,
        description,
        quantity,
        valueCents: cents,
      },
      clock.now()
    )
    leaveNotice(ctx, 'in_kind_offered')
    return response
      .redirect()
      .status(303)
      .toPath(viewer ? '/me/gifts' : '/support')
  }

  async #form(ctx: HttpContext, errors: FieldErrors = {}) {
    const refused = Object.keys(errors).length > 0
    const typed = ctx.request.only(FIELDS)
    return page(ctx, 'membership/in_kind', { typed, errors, natures: NATURES }, refused ? 422 : 200)
  }
}
