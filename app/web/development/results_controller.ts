import type { HttpContext } from '@adonisjs/core/http'
import { figuresIn } from '#governance/results/figures'
import { resultOf } from '#governance/results/result_of'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { countedCases, publishedBallots } from './gallery.js'

/** Results of votes as members see them, for whoever works on how they look; never in production. */
export default class DevelopmentResultsController {
  async index(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const counted = await countedCases()
    const results = counted.map(({ name, count }) => ({
      id: name,
      title: ctx.i18n.t(`results.gallery.${name}`),
      result: resultOf(count, { locale, minimumGroup: 5 }),
      ballots: `/development/results/${name}`,
    }))
    return page(ctx, 'web/results_gallery', { results, say: figuresIn(locale) })
  }

  async show({ params }: HttpContext) {
    const published = await publishedBallots(params.key)
    if (!published) throw new NotFound()
    return published
  }
}
