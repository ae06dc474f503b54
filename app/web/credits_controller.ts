import type { HttpContext } from '@adonisjs/core/http'
import { demo } from '#config/installation'
import { page } from '#shared/http/page'
import { photoCredits } from './demo/photo_credits.js'

/** Whose work is shown here beside the members’: icons, typeface, the demo's photographs. */
export default class CreditsController {
  async handle(ctx: HttpContext) {
    return page(ctx, 'web/credits', { photos: demo ? await photoCredits() : [] })
  }
}
