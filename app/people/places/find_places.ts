import { prepared } from '#shared/prepared'
import { findCommunes } from './communes.js'
import { foldName } from './fold_name.js'

/** A place as a list offers it. */
export interface OfferedPlace {
  /** What a form sends to choose it: `commune:79191`, `place:12`. */
  choice: string
  name: string
  kind: 'commune' | 'quarter'
  /** The département of a commune, the commune of a quarter. */
  within: string
  /** Where what was posted there can be read; null until someone has chosen it. */
  slug: string | null
}

const MOST = 20

const QUARTERS = {
  name: 'people.quarters_named',
  text: `select q.id, q.name, q.slug, c.name as within from places q join places c on c.id = q.parent_id
   where position($1 in ' ' || translate(folded_words(q.name), '-', ' ')) > 0 order by q.name limit ${MOST}`,
}

const KNOWN = {
  name: 'people.slugs_of_communes',
  text: 'select code, slug from places where code = any($1)',
}

/** Quarters and communes of a name, or of a postcode, in the order of likeness. */
export async function findPlaces(typed: string): Promise<OfferedPlace[]> {
  const asked = foldName(typed)
  if (asked.length < 2) return []
  const quarters = await prepared<{ id: number; name: string; slug: string; within: string }>(
    QUARTERS,
    [` ${asked}`]
  )
  const communes = await findCommunes(typed, MOST)
  const codes = communes.map(({ code }) => code)
  const rows = await prepared<{ code: string; slug: string }>(KNOWN, [codes])
  const slugs = new Map(rows.map(({ code, slug }) => [code, slug]))
  return [
    ...quarters.map(({ id, name, slug, within }) => ({
      choice: `place:${id}`,
      name,
      kind: 'quarter' as const,
      within,
      slug,
    })),
    ...communes.map(({ code, name, department }) => ({
      choice: `commune:${code}`,
      name,
      kind: 'commune' as const,
      within: department,
      slug: slugs.get(code) ?? null,
    })),
  ]
}
