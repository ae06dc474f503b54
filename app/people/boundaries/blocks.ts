import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'

/** Someone on a list of one's own, with since and until when. */
export interface Distanced {
  id: number
  name: string
  handle: string
  since: Date
  until: Date | null
}

const BLOCK = {
  name: 'people.block',
  text: `insert into blocks (blocker_id, blocked_id, blocked_at) values ($1, $2, $3)
    on conflict do nothing`,
}

const BLOCKED_BY = {
  name: 'people.blocked_by',
  text: `select p.id, p.name, p.handle, b.blocked_at as since, null as until
    from blocks b join people p on p.id = b.blocked_id
   where b.blocker_id = $1 order by b.blocked_at desc limit 500`,
}

/**
 * From now on neither what this person writes nor their thanks, comments and mentions reach who
 * blocks; nothing tells them. Blocking twice is blocking.
 */
export async function block(blockerId: number, blockedId: number, at: Date): Promise<void> {
  await prepared(BLOCK, [blockerId, blockedId, at])
}

export async function unblock(blockerId: number, blockedId: number): Promise<void> {
  await db.from('blocks').where({ blocker_id: blockerId, blocked_id: blockedId }).delete()
}

/** Whether the first blocks the second. */
export async function blocks(blockerId: number, blockedId: number): Promise<boolean> {
  const found = await db.from('blocks').where({ blocker_id: blockerId, blocked_id: blockedId })
  return found.length > 0
}

export function blockedBy(personId: number): Promise<Distanced[]> {
  return prepared<Distanced>(BLOCKED_BY, [personId])
}
