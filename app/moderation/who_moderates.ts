import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { withOneOf } from '#people/power_guard'
import { isFounding } from '#people/founding'

const byMandate = withOneOf('moderation.handle', 'moderation.stand_in')

/**
 * Lets through moderators, the board (which is on call while there are few of them, or none without a part
 * in a case) and whoever founds the network; which case is whose is asked case by case.
 */
export async function whoModerates(ctx: HttpContext, next: NextFn) {
  return (await isFounding(ctx.auth.getUserOrFail().id)) ? next() : byMandate(ctx, next)
}
