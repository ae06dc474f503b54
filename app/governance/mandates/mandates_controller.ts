import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { mandatesPage } from './mandates_page.js'
import { ownMandate } from './own_mandate.js'
import { ownMandatePage } from './own_mandate_page.js'

/** Who holds which mandate, and one mandate to its holder. */
export default class MandatesController {
  async index(ctx: HttpContext) {
    return page(ctx, 'governance/mandates', await mandatesPage(ctx))
  }

  async show(ctx: HttpContext) {
    return ownMandatePage(ctx, await ownMandate(ctx))
  }
}
