import type { Client } from 'pg'
import { FEED_TABLES } from './feed_rows.js'

/** What the database does for each row, and what a bulk does once for all rows. */
const TRIGGERS = [
  ['comments', 'comments_are_counted'],
  ['posts', 'posts_are_found_when_written'],
] as const

const TABLES = [...Object.keys(FEED_TABLES), 'post_search']

const FOREIGN_KEYS = `select conrelid::regclass::text as "table", conname as name,
    pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) order by oid`

const INDEXES = `select i.indexrelid::regclass::text as name,
    pg_get_indexdef(i.indexrelid) as definition
  from pg_index i where i.indrelid = any($1::regclass[])
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by i.indexrelid`

/**
 * Runs `work` while no row sets anything off. Foreign keys are checked, and indexes built, for all
 * rows at once when it is done, which takes a fraction of the time: as strictly as before.
 */
export async function loadInBulk(client: Client, work: () => Promise<void>): Promise<void> {
  const keys = await client.query(FOREIGN_KEYS, [TABLES])
  const indexes = await client.query(INDEXES, [TABLES])
  for (const { table, name } of keys.rows) {
    await client.query(`alter table ${table} drop constraint ${name}`)
  }
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  await setTriggers(client, 'disable')
  await work()
  await setTriggers(client, 'enable')
  await client.query(`set local maintenance_work_mem = '256MB'`)
  for (const { definition } of indexes.rows) await client.query(definition)
  for (const { table, name, definition } of keys.rows) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
}

/** Lets the search know all posts above this id, in one statement. */
export async function indexPosts(client: Client, aboveId: number): Promise<void> {
  await client.query(
    `insert into post_search (seq, post_id, document)
     select published_seq, id, to_tsvector('placette_fr', body) from posts
      where id > $1 and published_seq is not null order by id`,
    [aboveId]
  )
}

async function setTriggers(client: Client, state: 'enable' | 'disable') {
  for (const [table, trigger] of TRIGGERS) {
    await client.query(`alter table ${table} ${state} trigger ${trigger}`)
  }
}
