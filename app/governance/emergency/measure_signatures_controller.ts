import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { measuresPage } from './measures_page.js'
import { readMeasure } from './read_measures.js'
import { signMeasure } from './sign_measure.js'

/** The second signature: from then on the rule is set, and the members are asked. */
export default class MeasureSignaturesController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const at = clock.now()
    const measure = await readMeasure(Number(ctx.params.id), at)
    if (!measure) throw new NotFound()
    const result = await db.transaction((transaction) =>
      signMeasure({ measureId: measure.id, personId }, at, transaction)
    )
    if (!result.ok) {
      const refusal = ctx.i18n.t(`emergency.refusals.${result.refusal}`)
      return page(ctx, 'governance/emergency', await measuresPage(ctx, refusal), 409)
    }
    leaveNotice(ctx, 'measure_taken')
    return ctx.response.redirect().status(303).toPath(`/decide/${result.value}`)
  }
}
