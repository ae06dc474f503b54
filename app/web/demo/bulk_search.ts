import type { Client } from 'pg'

/** What the database does for each row, and what is done once for all rows after a bulk. */
const TRIGGERS = [
  ['comments', 'comments_are_counted'],
  ['posts', 'posts_are_found_when_written'],
] as const

/** Runs `work` while rows set off nothing: what writes in bulk says itself what they would have done. */
export async function withoutTriggers(client: Client, work: () => Promise<void>): Promise<void> {
  for (const [table, trigger] of TRIGGERS) {
    await client.query(`alter table ${table} disable trigger ${trigger}`)
  }
  await work()
  for (const [table, trigger] of TRIGGERS) {
    await client.query(`alter table ${table} enable trigger ${trigger}`)
  }
}

/**
 * Lets the search know all posts above this id in one statement; its index is built after, which
 * takes a fraction of the time of adding to it row by row.
 */
export async function indexPosts(client: Client, aboveId: number): Promise<void> {
  const { rows } = await client.query(
    `select pg_get_indexdef('post_search_document'::regclass) as definition`
  )
  await client.query('drop index post_search_document')
  await client.query(
    `insert into post_search (seq, post_id, document)
     select published_seq, id, to_tsvector('placette_fr', body) from posts
      where id > $1 and published_seq is not null order by id`,
    [aboveId]
  )
  await client.query(`set local maintenance_work_mem = '256MB'`)
  await client.query(rows[0].definition)
}
