import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { Person } from '../person.js'
import { Place } from './place.js'
import { placeSearch } from './place_search.js'

/** The place one says one is from: found by its name, then chosen. */
export default class MyPlaceController {
  async show(ctx: HttpContext) {
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    return page(ctx, 'people/my_place', { person, search: await placeSearch(ctx) })
  }

  async update(ctx: HttpContext) {
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    const place = await Place.chosen(String(ctx.request.input('choice') ?? ''), clock.now())
    if (place) await person.settleIn(place)
    leaveNotice(ctx, place ? 'place_chosen' : 'place_unknown')
    return ctx.response
      .redirect()
      .status(303)
      .toPath(place ? '/me' : '/me/place')
  }

  async destroy(ctx: HttpContext) {
    const person = await Person.findOrFail(ctx.auth.getUserOrFail().id)
    await person.settleIn(null)
    leaveNotice(ctx, 'place_removed')
    return ctx.response.redirect().status(303).toPath('/me')
  }
}
