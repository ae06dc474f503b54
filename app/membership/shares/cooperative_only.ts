import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { network } from '#organisation/network'
import { NotFound } from '#shared/http/refusals'

/** Only a cooperative has shares: elsewhere these pages are not there. */
export async function cooperativeOnly(ctx: HttpContext, next: NextFn) {
  const { legalForm } = await network(ctx.i18n.locale)
  if (legalForm !== 'cooperative') throw new NotFound()
  return next()
}
