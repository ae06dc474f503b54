import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { choosePlace, chosenPlaces, leavePlace } from './chosen_places.js'
import { Place } from './place.js'
import { placeSearch } from './place_search.js'

/** The places that one's feed is limited to; none means all of it. */
export default class ChosenPlacesController {
  async index(ctx: HttpContext) {
    const places = await chosenPlaces(ctx.auth.getUserOrFail().id)
    return page(ctx, 'people/my_places', { places, search: await placeSearch(ctx) })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await throttle('choose-place', [String(id)], { tries: 120, seconds: 3600 })
    const place = await Place.chosen(String(ctx.request.input('choice') ?? ''), clock.now())
    const chosen = place !== null && (await choosePlace(id, place))
    leaveNotice(ctx, chosen ? 'feed_place_chosen' : place ? 'feed_places_full' : 'place_unknown')
    return ctx.response.redirect().status(303).toPath('/me/places')
  }

  async destroy(ctx: HttpContext) {
    await leavePlace(ctx.auth.getUserOrFail().id, Number(ctx.params.id))
    leaveNotice(ctx, 'feed_place_left')
    return ctx.response.redirect().status(303).toPath('/me/places')
  }
}
