import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel, dayLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { blockedBy, type Distanced } from './blocks.js'
import { mutedBy } from './mutes.js'
import { filterForm, SPANS } from './spans.js'
import { dropFilter, filterPhrase, filtersOf } from './word_filters.js'

/** What one has chosen not to see: people blocked or muted, and phrases. */
export default class FiltersController {
  async index(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await throttle('boundaries', [String(id)], { tries: 120, seconds: 3600 })
    const form = await readForm(ctx, filterForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const result = await filterPhrase(id, form.value, clock.now())
    if (!result.ok) {
      return this.#page(ctx, { phrase: ctx.i18n.t(`people.filter_refusals.${result.refusal}`) })
    }
    leaveNotice(ctx, 'phrase_filtered')
    return ctx.response.redirect().status(303).toPath('/me/filters')
  }

  async destroy(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    if (!(await dropFilter(id, Number(ctx.params.id)))) throw new NotFound()
    leaveNotice(ctx, 'filter_dropped')
    return ctx.response.redirect().status(303).toPath('/me/filters')
  }

  async #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const { i18n, request } = ctx
    const { phrase, span = 'ever' } = request.only(['phrase', 'span'])
    const { id } = ctx.auth.getUserOrFail()
    const at = clock.now()
    const until = (instant: Date | null) => instant && dateLabel(instant, i18n.locale)
    const shown = (one: Distanced) => ({
      ...one,
      since: dayLabel(one.since, i18n.locale),
      until: until(one.until),
    })
    const filters = await filtersOf(id, at)
    return page(
      ctx,
      'people/filters',
      {
        blocked: (await blockedBy(id)).map(shown),
        muted: (await mutedBy(id, at)).map(shown),
        filters: filters.map((one) => ({ ...one, until: until(one.until) })),
        spans: SPANS,
        typed: { phrase, span },
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }
}
