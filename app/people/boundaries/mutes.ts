import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import type { Distanced } from './blocks.js'
import { untilOf, type Span } from './spans.js'

const MUTE = {
  name: 'people.mute',
  text: `insert into mutes (muter_id, muted_id, muted_at, until) values ($1, $2, $3, $4)
    on conflict (muter_id, muted_id) do update set muted_at = excluded.muted_at, until = excluded.until`,
}

const MUTED_BY = {
  name: 'people.muted_by',
  text: `select p.id, p.name, p.handle, m.muted_at as since, m.until
    from mutes m join people p on p.id = m.muted_id
   where m.muter_id = $1 and (m.until is null or m.until > $2)
     and ($3::bigint is null or m.muted_id = $3)
   order by m.muted_at desc limit 500`,
}

/** What this person writes is not shown for a while; muting again begins the while anew. */
export async function mute(muterId: number, mutedId: number, span: Span, at: Date): Promise<void> {
  await prepared(MUTE, [muterId, mutedId, at, untilOf(span, at)])
}

export async function unmute(muterId: number, mutedId: number): Promise<void> {
  await db.from('mutes').where({ muter_id: muterId, muted_id: mutedId }).delete()
}

/** Whom a person mutes at this instant; `mutedId` asks about one of them. */
export function mutedBy(
  personId: number,
  at: Date,
  mutedId: number | null = null
): Promise<Distanced[]> {
  return prepared<Distanced>(MUTED_BY, [personId, at, mutedId])
}
