import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { isInForce, readMandate, type MandateRead } from './read_mandates.js'

/** The mandate of the address, for who holds it now; nobody else learns whether there is one. */
export async function ownMandate(ctx: HttpContext): Promise<MandateRead> {
  const now = clock.now()
  const mandate = await readMandate(Number(ctx.params.id), now)
  const { id } = ctx.auth.getUserOrFail()
  if (!mandate || mandate.personId !== id || !isInForce(mandate, now)) throw new NotFound()
  return mandate
}
