import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { openPhotos } from '../cases/open_photos.js'
import { knownCase } from './known_case.js'
import { showCase } from './show_case.js'

/** Having the pictures of a case shown as they are: counted, and written down. */
export default class OpeningsController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    const result = await db.transaction((transaction) =>
      openPhotos({ caseId, personId }, clock.now(), transaction)
    )
    // Whoever has no part in it does not learn that there is a case.
    if (!result.ok && result.refusal === 'not_held') throw new NotFound()
    if (!result.ok) {
      const form = ctx.i18n.t(`moderation.case.refusals.${result.refusal}`)
      return showCase(ctx, caseId, { errors: { form }, status: 409 })
    }
    const back = String(ctx.request.input('back') ?? '')
    const jury = /^\/moderation\/(juries|appeals)\/\d+$/.test(back)
    return ctx.response
      .redirect()
      .status(303)
      .toPath(jury ? back : `/moderation/cases/${caseId}#evidence`)
  }
}
