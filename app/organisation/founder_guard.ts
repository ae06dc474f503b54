import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { NotAllowed } from '#shared/http/refusals'
import { Organisation } from './organisation.js'

/** Lets through whoever founds the network, until its charter is adopted. */
export async function founderOnly(ctx: HttpContext, next: NextFn) {
  const { id } = ctx.auth.getUserOrFail()
  // Read anew: what is kept for display may be a moment older than the vote on the charter.
  const organisation = await Organisation.find(1)
  if (!organisation?.isBeingFoundedBy(id)) throw new NotAllowed()
  return next()
}
