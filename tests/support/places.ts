import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'

/** A commune, with a code of its own. */
export async function aCommune(
  name = 'Niort'
): Promise<{ id: number; slug: string; name: string }> {
  return insert(name, { kind: 'commune', code: randomBytes(4).toString('hex') })
}

/** A quarter of a commune. */
export async function aQuarter(
  commune: { id: number },
  name = 'La Brèche'
): Promise<{ id: number; slug: string; name: string }> {
  return insert(name, { kind: 'quarter', parent_id: commune.id })
}

async function insert(name: string, facts: Record<string, unknown>) {
  const slug = `${name
    .normalize('NFD')
    .replace(/[^A-Za-z]+/g, '-')
    .toLowerCase()
    .replace(/^-|-$/g, '')}-${randomBytes(3).toString('hex')}`
  const [{ id }] = await db
    .table('places')
    .insert({ slug, name, added_at: clock.now(), ...facts })
    .returning('id')
  return { id, slug, name }
}
