import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Lets signed-in persons through; others are asked to sign in and brought back. */
export function signedIn(ctx: HttpContext, next: NextFn) {
  ctx.auth.getUserOrFail()
  return next()
}
