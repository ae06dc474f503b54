import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'
import { contactForm } from '#organisation/organisation_form'

/** Who answers for the network and where, corrected by a mandate; a vote is for all else. */
export default class NetworkContactController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async update(ctx: HttpContext) {
    const form = await readForm(ctx, contactForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const { contact_email: contactEmail, telephone, address, host } = form.value
    const facts = {
      contactEmail: contactEmail ?? '',
      telephone: telephone ?? '',
      address: address ?? '',
      publicationDirector: form.value.publication_director ?? '',
      host: host ?? '',
    }
    await Organisation.correctContact(facts, ctx.auth.getUserOrFail().id, clock.now())
    forgetNetwork()
    leaveNotice(ctx, 'network_saved')
    return ctx.response.redirect().status(303).toPath('/settings/contact')
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const row = await Organisation.find(1)
    if (!row) throw new NotFound()
    const refused = Object.keys(errors).length > 0
    const kept = {
      contact_email: row.contactEmail,
      telephone: row.telephone,
      address: row.address,
      publication_director: row.publicationDirector,
      host: row.host,
    }
    const typed = refused ? { ...kept, ...ctx.request.only(Object.keys(kept)) } : kept
    return page(ctx, 'web/network_contact', { typed, errors }, refused ? 422 : 200)
  }
}
