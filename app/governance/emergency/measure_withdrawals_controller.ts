import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotAllowed, NotFound } from '#shared/http/refusals'
import { measuresPage } from './measures_page.js'
import { readMeasure } from './read_measures.js'
import { withdrawMeasure } from './sign_measure.js'

/** Taking back a measure that nobody has signed. */
export default class MeasureWithdrawalsController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const at = clock.now()
    const measure = await readMeasure(Number(ctx.params.id), at)
    if (!measure) throw new NotFound()
    if (measure.proposedById !== personId) throw new NotAllowed()
    const result = await db.transaction((transaction) =>
      withdrawMeasure({ measureId: measure.id, personId }, at, transaction)
    )
    if (!result.ok) {
      const refusal = ctx.i18n.t(`emergency.refusals.${result.refusal}`)
      return page(ctx, 'governance/emergency', await measuresPage(ctx, refusal), 409)
    }
    leaveNotice(ctx, 'measure_withdrawn')
    return ctx.response.redirect().status(303).toPath('/decide/emergency')
  }
}
