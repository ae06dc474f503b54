import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { Unfit } from '#shared/http/refusals'
import { wantsJson } from '#shared/http/wants_json'
import { beforeOf } from './feed_page.js'
import { moveMarker } from './reading_marker.js'

/** Where one has read the feed to. */
export default class ReadingMarkerController {
  async handle(ctx: HttpContext) {
    const seq = beforeOf(ctx.request.input('seq'))
    if (seq === undefined) throw new Unfit()
    await moveMarker(ctx.auth.getUserOrFail().id, seq, clock.now())
    if (wantsJson(ctx)) return ctx.response.noContent()
    return ctx.response.redirect().status(303).toPath('/feed')
  }
}
