import type { HttpContext } from '@adonisjs/core/http'
import { showCase } from './show_case.js'

/** One case at a time: what was reported, the rule, the choices, the reason. */
export default class CaseController {
  async handle(ctx: HttpContext) {
    return showCase(ctx, Number(ctx.params.id))
  }
}
