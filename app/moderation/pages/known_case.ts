import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { NotFound } from '#shared/http/refusals'

/** The case of the address. */
export async function knownCase(ctx: HttpContext): Promise<number> {
  const row = await db.from('cases').where('id', Number(ctx.params.id)).select('id').first()
  if (!row) throw new NotFound()
  return Number(row.id)
}
