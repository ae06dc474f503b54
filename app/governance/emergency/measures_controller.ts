import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { isRuleKey } from '#rulebook/declarations'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { isInReach } from './emergency.js'
import { measureFormPage } from './measure_form_page.js'
import { measuresPage, rulesOffered } from './measures_page.js'
import { proposeMeasure } from './propose_measure.js'
import { readMeasureForm } from './read_measure_form.js'

const PROPOSALS = { tries: 30, seconds: 3600 }

/** Emergency measures: those under which the network lives, those before, and proposing one. */
export default class MeasuresController {
  async index(ctx: HttpContext) {
    return page(ctx, 'governance/emergency', await measuresPage(ctx))
  }

  async create(ctx: HttpContext) {
    const key = String(ctx.request.input('key', ''))
    if (!isRuleKey(key) || !isInReach(key)) return this.#choice(ctx, 200)
    return measureFormPage(ctx, key, null)
  }

  async store(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    await throttle('emergency-measures', [String(personId)], PROPOSALS)
    const key = String(ctx.request.input('key', ''))
    if (!isRuleKey(key) || !isInReach(key)) return this.#choice(ctx, 422)
    const typed = await readMeasureForm(ctx, key)
    const { words } = typed
    if (!words || ctx.request.input('step') !== 'keep') return measureFormPage(ctx, key, typed)
    const result = await db.transaction((transaction) =>
      proposeMeasure({ key, personId, ...words }, clock.now(), transaction)
    )
    if (!result.ok) {
      const form = ctx.i18n.t(`emergency.refusals.${result.refusal}`)
      return measureFormPage(ctx, key, { ...typed, words: null, errors: { form } })
    }
    leaveNotice(ctx, 'measure_proposed')
    return ctx.response.redirect().status(303).toPath(`/decide/emergency#measure-${result.value}`)
  }

  #choice(ctx: HttpContext, status: number) {
    return page(ctx, 'governance/emergency_rules', { chapters: rulesOffered(ctx.i18n) }, status)
  }
}
