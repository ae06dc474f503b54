import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotAllowed } from '#shared/http/refusals'
import { forgetNetwork } from './network.js'
import { Organisation } from './organisation.js'
import { ACCENTS, LEGAL_FORMS, organisationForm } from './organisation_form.js'

/** What the network says of itself, as its founder sets it before the charter is adopted. */
export default class NetworkSettingsController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async update(ctx: HttpContext) {
    const form = await readForm(ctx, organisationForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { value } = form
    const organisation = await Organisation.findOrFail(1)
    const result = await organisation.amend(
      {
        name: value.name,
        place: value.place,
        taglineFr: value.tagline_fr ?? '',
        taglineEn: value.tagline_en ?? '',
        legalForm: value.legal_form,
        accent: value.accent,
        languages: value.languages,
        contactEmail: value.contact_email ?? '',
        telephone: value.telephone ?? '',
        address: value.address ?? '',
        registration: value.registration ?? '',
        publicationDirector: value.publication_director ?? '',
        host: value.host ?? '',
        aboutFr: value.about_fr ?? '',
        aboutEn: value.about_en ?? '',
        charterFr: value.charter_fr ?? '',
        charterEn: value.charter_en ?? '',
      },
      ctx.auth.getUserOrFail().id,
      clock.now()
    )
    if (!result.ok) throw new NotAllowed()
    forgetNetwork()
    leaveNotice(ctx, 'network_saved')
    return ctx.response.redirect().status(303).toPath('/settings/network')
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const row = await Organisation.findOrFail(1)
    const refused = Object.keys(errors).length > 0
    const kept = {
      name: row.name,
      place: row.place,
      tagline_fr: row.taglineFr,
      tagline_en: row.taglineEn,
      legal_form: row.legalForm,
      accent: row.accent,
      languages: row.languages,
      contact_email: row.contactEmail,
      telephone: row.telephone,
      address: row.address,
      registration: row.registration,
      publication_director: row.publicationDirector,
      host: row.host,
      about_fr: row.aboutFr,
      about_en: row.aboutEn,
      charter_fr: row.charterFr,
      charter_en: row.charterEn,
    }
    const sent = ctx.request.only(Object.keys(kept))
    const typed = refused ? { ...kept, ...sent } : kept
    return page(
      ctx,
      'organisation/settings',
      {
        typed: { ...typed, languages: [typed.languages].flat() },
        errors,
        accents: ACCENTS,
        forms: LEGAL_FORMS,
      },
      refused ? 422 : 200
    )
  }
}
