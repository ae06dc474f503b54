import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#shared/http/refusals'
import { prepared } from '#shared/prepared'
import { beforeOf, placePage } from './feed_page.js'
import { listPage } from './list_page.js'

const SLUG = /^[a-z0-9-]{1,120}$/

interface PlaceRow {
  id: number
  name: string
  slug: string
  parent_name: string | null
  parent_slug: string | null
  quarters: Array<{ name: string; slug: string }> | null
}

const PLACE = {
  name: 'feed.place_named',
  text: `select p.id, p.name, p.slug, c.name as parent_name, c.slug as parent_slug,
      (select json_agg(json_build_object('name', q.name, 'slug', q.slug) order by q.name)
         from places q where q.parent_id = p.id) as quarters
    from places p left join places c on c.id = p.parent_id where p.slug = $1`,
}

/** What was posted at a place; a commune shows its quarters too. */
export default class PlaceController {
  async handle(ctx: HttpContext) {
    const slug = String(ctx.params.slug)
    const [place] = SLUG.test(slug) ? await prepared<PlaceRow>(PLACE, [slug]) : []
    if (!place) throw new NotFound()
    const list = await placePage(place.id, ctx.viewer, beforeOf(ctx.request.input('before')))
    const values = { place: place.name }
    return listPage(ctx, list, {
      title: place.name,
      path: `/places/${place.slug}`,
      empty: {
        title: ctx.i18n.t('feed.place.empty', values),
        text: ctx.i18n.t('feed.place.empty_sentence', values),
      },
      section: 'feed',
      template: 'feed/place',
      state: { place },
    })
  }
}
