import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotAllowed } from '#shared/http/refusals'
import { network } from './network.js'

/** Lets through whoever founds the network, until its charter is adopted. */
export async function founderOnly(ctx: HttpContext, next: NextFn) {
  const { id } = ctx.auth.getUserOrFail()
  const { founderId } = await network(ctx.i18n.locale)
  if (founderId !== id) throw new NotAllowed()
  return next()
}
