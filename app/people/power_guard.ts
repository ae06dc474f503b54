import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotAllowed } from '#shared/http/refusals'
import { askToConfirm } from './ask_to_confirm.js'
import { isFounding } from './founding.js'
import type { Power } from './powers.js'

/**
 * Lets through whoever holds a mandate that grants this power, now, and has given a second factor;
 * without it they are asked for one and brought back.
 */
export function withPower(power: Power) {
  return (ctx: HttpContext, next: NextFn) => {
    const viewer = ctx.auth.getUserOrFail()
    if (viewer.may(power)) return next()
    if (viewer.holds(power)) return askToConfirm(ctx, { secondFactor: true })
    throw new NotAllowed()
  }
}

/** Lets through whoever holds one of these powers, as `withPower` does. */
export function withOneOf(...powers: Power[]) {
  return (ctx: HttpContext, next: NextFn) => {
    const viewer = ctx.auth.getUserOrFail()
    if (powers.some((power) => viewer.may(power))) return next()
    if (powers.some((power) => viewer.holds(power))) {
      return askToConfirm(ctx, { secondFactor: true })
    }
    throw new NotAllowed()
  }
}

/** The same, and the founder while there is nobody yet to hold a mandate. */
export function withPowerOrFounding(power: Power) {
  const guard = withPower(power)
  return async (ctx: HttpContext, next: NextFn) =>
    (await isFounding(ctx.auth.getUserOrFail().id)) ? next() : guard(ctx, next)
}
