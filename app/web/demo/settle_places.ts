import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DemoPlace } from './demo_files.js'

/** Writes the communes, then their quarters; returns the ids of all by their slugs. */
export async function settlePlaces(
  places: DemoPlace[],
  at: Date,
  transaction: TransactionClientContract
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const kind of ['commune', 'quarter'] as const) {
    const rows = places
      .filter((place) => place.kind === kind)
      .map((place) => ({
        slug: place.slug,
        name: place.name,
        kind,
        code: place.kind === 'commune' ? place.code : null,
        parent_id: place.kind === 'quarter' ? (ids.get(place.parent) ?? null) : null,
        added_at: at,
      }))
    const added: Array<{ id: number; slug: string }> = await transaction
      .table('places')
      .multiInsert(rows)
      .returning(['id', 'slug'])
    for (const { id, slug } of added) ids.set(slug, Number(id))
  }
  return ids
}
