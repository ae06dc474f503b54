import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { isLocale } from '#shared/http/locale'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { tell } from '#shared/wiring/events'
import { DuesLink } from '../dues/dues_link.js'
import { registerEntry } from './register_list.js'

/** A letter to a member, with a link to pay dues without signing in. */
export default class RenewalLinkController {
  async handle(ctx: HttpContext) {
    const at = clock.now()
    const entry = await registerEntry(Number(ctx.params.id), at)
    if (!entry?.email) throw new NotFound()
    await throttle('renewal-link', [String(entry.id)], { tries: 3, seconds: 86_400 })
    const { id: memberId, name, email } = entry
    const locale = isLocale(ctx.i18n.locale) ? ctx.i18n.locale : 'fr'
    await db.transaction(async (transaction) => {
      const token = await DuesLink.toRenew(memberId, at, transaction)
      const said = { at, memberId, person: name, email, locale, token }
      await tell({ name: 'membership.link_asked', ...said }, transaction)
    })
    leaveNotice(ctx, 'renewal_link_sent')
    return ctx.response.redirect().status(303).toPath(`/members/${memberId}`)
  }
}
