import pg from 'pg'
import { newToken } from '#shared/random'

/** Who plays in the bench, and on what. */
export interface Cast {
  /** Session tokens, one per person. */
  tokens: string[]
  /** Public posts with twenty comments. */
  threads: number[]
  /** Numbers of posts, spread over the whole feed. */
  depths: number[]
}

const READERS = 2000
const THREADS = 200

/** Signs people in, lengthens conversations to twenty comments, and lifts the day's limits. */
export async function prepareCast(ownerUrl: string): Promise<Cast> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await liftLimits(client)
    const tokens = await signIn(client)
    const threads = await lengthen(client)
    const depths = await client.query(
      `select published_seq::integer as seq from posts where published_seq is not null
        order by md5(id::text) limit 1000`
    )
    await client.query('vacuum analyze')
    return { tokens, threads, depths: depths.rows.map(({ seq }) => seq) }
  } finally {
    await client.end()
  }
}

/**
 * Throws away the links that the limit has asked for: it never appends them, and the product must
 * not do it for both.
 */
export async function forgetPending(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('truncate chain_pending')
  await client.end()
}

// A person may publish 20 posts a day: the bench's few people publish for a whole town.
async function liftLimits(client: pg.Client) {
  // In one transaction: no rule may be without a value at any commit.
  await client.query('begin')
  await client.query(
    `update rule_values set superseded_at = now()
      where rule_key = 'feed.posts_per_member_per_day' and superseded_at is null`
  )
  await client.query(
    `insert into rule_values (rule_key, value, effective_from, recorded_at, adopted_by_proposal_id)
     values ('feed.posts_per_member_per_day', '200', now(), now(), 1)`
  )
  await client.query('commit')
  await client.query('truncate rate_limits')
}

async function signIn(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`select id from people order by md5(id::text) limit $1`, [
    READERS,
  ])
  const tokens = rows.map(() => newToken())
  await client.query(
    `insert into sessions (token_hash, person_id, started_at, expires_at)
     select hash, id, now(), now() + interval '60 days' from unnest($1::bytea[], $2::bigint[]) as s (hash, id)`,
    [tokens.map(({ hash }) => hash), rows.map(({ id }) => id)]
  )
  return tokens.map(({ token }) => token)
}

async function lengthen(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query(
    `select id::integer, comments_count from posts
      where published_seq is not null and visibility = 'public' and comments_count <= 20
      order by published_seq desc limit $1`,
    [THREADS]
  )
  await client.query(
    `insert into comments (post_id, author_id, body, salt, created_at)
     select p.id, a.id, 'Une réponse de plus, ni longue ni courte, comme on en écrit.', decode(md5(a.id::text), 'hex'), now()
       from posts p
       cross join lateral (select id from people order by id limit 20 - p.comments_count) a
      where p.id = any($1)`,
    [rows.map(({ id }) => id)]
  )
  return rows.map(({ id }) => id)
}
