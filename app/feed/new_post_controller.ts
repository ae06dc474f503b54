import type { HttpContext } from '@adonisjs/core/http'
import { composer } from './composer.js'

/** The empty composer. */
export default class NewPostController {
  async handle(ctx: HttpContext) {
    return composer(ctx)
  }
}
