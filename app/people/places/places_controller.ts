import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { isFounding } from '../founding.js'
import { placeSearch } from './place_search.js'

/** Finding a place by its name, as a page or as JSON (`/places?q=`). */
export default class PlacesController {
  async handle(ctx: HttpContext) {
    const { viewer, response } = ctx
    const search = await placeSearch(ctx)
    if (wantsJson(ctx)) return response.json({ places: search.found ?? [] })
    const names = viewer !== null && (viewer.holds('places.name') || (await isFounding(viewer.id)))
    return page(ctx, 'people/places', { search, names })
  }
}
