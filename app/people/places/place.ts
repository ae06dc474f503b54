import db from '@adonisjs/lucid/services/db'
import { PlaceSchema } from '#database/schema'
import { done, refused, type Result } from '#shared/result'
import { communeByCode, type Commune } from './communes.js'
import { foldName } from './fold_name.js'

/** A commune, written down when first chosen, or a quarter of one, which the network names. */
export class Place extends PlaceSchema {
  /** What a list of places offers (`commune:79191`, `place:12`) as a place; null when it is none. */
  static async chosen(choice: string, at: Date): Promise<Place | null> {
    const [, kind, key = ''] = /^(commune|place):(\w{1,15})$/.exec(choice) ?? []
    if (kind === 'place') return /^\d+$/.test(key) ? Place.find(Number(key)) : null
    const commune = kind === 'commune' ? await communeByCode(key) : null
    return commune ? Place.ofCommune(commune, at) : null
  }

  /** The row of a commune, made when nobody had chosen it before. */
  static async ofCommune(commune: Commune, at: Date): Promise<Place> {
    const { code, name, departmentCode } = commune
    const slug = slugOf(name)
    // Some 2,300 communes share their name with another: the later ones say their département.
    for (const candidate of [slug, `${slug}-${departmentCode}`, `${slug}-${code}`]) {
      const known = await Place.findBy('code', code)
      if (known) return known
      await insert({ slug: candidate.toLowerCase(), name, kind: 'commune', code, added_at: at })
    }
    return Place.findByOrFail('code', code)
  }

  /** Names a quarter of a commune, once. */
  static async addQuarter(
    quarter: { name: string; commune: Place; addedById: number },
    at: Date
  ): Promise<Result<Place, 'quarter_known' | 'quarter_name'>> {
    const { name, commune, addedById } = quarter
    if (slugOf(name) === '') return refused('quarter_name')
    const slug = `${commune.slug}-${slugOf(name)}`
    const facts = { slug, name, kind: 'quarter', parent_id: commune.id, added_at: at }
    const made = await insert({ ...facts, added_by_id: addedById })
    return made ? done(await Place.findByOrFail('slug', slug)) : refused('quarter_known')
  }
}

function slugOf(name: string): string {
  return foldName(name).replaceAll(' ', '-')
}

async function insert(row: Record<string, unknown>): Promise<boolean> {
  const rows = await db.table('places').knexQuery.insert(row).onConflict().ignore().returning('id')
  return rows.length > 0
}
