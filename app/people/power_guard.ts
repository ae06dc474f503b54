import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotAllowed } from '#shared/http/refusals'
import type { Power } from './powers.js'

/** Lets through whoever holds a mandate that grants this power, now. */
export function withPower(power: Power) {
  return (ctx: HttpContext, next: NextFn) => {
    if (!ctx.auth.getUserOrFail().may(power)) throw new NotAllowed()
    return next()
  }
}
