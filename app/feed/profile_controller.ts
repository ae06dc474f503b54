import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { formToken } from '#shared/http/form_token'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { clock } from '#shared/clock'
import { mandatesInForce } from '#people/mandates_in_force'
import { Person } from '#people/person'
import { beforeOf, profilePage } from './feed_page.js'
import { postCards } from './post_cards.js'

/** A person's page: who they are, what they were lent, what they posted. */
export default class ProfileController {
  async handle(ctx: HttpContext) {
    const { request, viewer, i18n, params } = ctx
    const person = await Person.findBy('handle', String(params.handle).slice(1).toLowerCase())
    if (!person) throw new NotFound()
    const before = beforeOf(request.input('before'))
    const list = await profilePage(person.id, viewer, before)
    const reader = { locale: i18n.locale, signedIn: viewer !== null, csrf: formToken(ctx) }
    const sponsor = viewer && person.sponsorId ? await Person.find(person.sponsorId) : null
    return page(ctx, 'feed/profile', {
      person: {
        id: person.id,
        name: person.name,
        handle: person.handle,
        bio: person.bio,
        place: person.place,
        photo: person.portraitKey ? { key: person.portraitKey } : null,
        joinedLabel: dayLabel(person.joinedAt, i18n.locale),
        own: viewer?.id === person.id,
      },
      sponsor: sponsor ? { name: sponsor.name, handle: sponsor.handle } : null,
      roles: await mandatesInForce(person.id, clock.now()),
      cards: await postCards(list.rows, reader),
      before: list.before,
    })
  }
}
