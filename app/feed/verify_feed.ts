import db from '@adonisjs/lucid/services/db'
import { readChain } from '#shared/chain/read_chain'
import { verifyChain } from '#shared/chain/verify'
import { canonicalComment, canonicalPost, saltedHash } from './content_hash.js'
import { FEED_CHAIN } from './feed_chain.js'
import {
  COMMENT_HIDING_COLUMNS,
  commentHidingFault,
  HIDING_COLUMNS,
  hidingFault,
  type HidingCheckRow,
} from './verify_hidings.js'

/** What does not agree with the chain, said with the row it is about. */
export interface FeedFault {
  fault:
    | 'chain_broken'
    | 'head_not_found'
    | 'post_changed'
    | 'post_removed'
    | 'post_inserted'
    | 'post_not_deleted'
    | 'hidden_without_decision'
    | 'shown_despite_decision'
    | 'decision_changed'
    | 'revision_changed'
    | 'comment_changed'
    | 'comment_removed'
    | 'comment_inserted'
    | 'comment_not_deleted'
  id: number
}

export interface FeedCheck {
  links: number
  posts: number
  comments: number
  head: string
  fault: FeedFault | null
}

/**
 * Recomputes the whole chain, then compares every row of the feed with it: changed, removed or
 * inserted rows are found. `knownHead` (a hash published earlier) proves that the chain continues
 * what was seen: a tail cut together with its rows is found that way.
 */
export async function verifyFeed(knownHead?: string): Promise<FeedCheck> {
  let headSeen = knownHead === undefined
  const chain = await verifyChain(FEED_CHAIN, readChain(FEED_CHAIN), (entry) => {
    if (knownHead && entry.hash.toString('hex') === knownHead) headSeen = true
  })
  const check = { links: chain.count, posts: 0, comments: 0, head: chain.head.toString('hex') }
  if (chain.fault) {
    return { ...check, fault: { fault: 'chain_broken', id: chain.fault.sequence } }
  }
  if (!headSeen) return { ...check, fault: { fault: 'head_not_found', id: chain.count } }
  const posts = await checkPosts()
  const comments = posts.fault ? { count: 0, fault: null } : await checkComments()
  return {
    ...check,
    posts: posts.count,
    comments: comments.count,
    fault: posts.fault ?? comments.fault ?? (await checkRemoved()),
  }
}

const PAGE = 2000

interface PostCheckRow {
  id: number
  body: string
  visibility: 'public' | 'signed_in'
  content_warning: string
  place_id: number | null
  salt: Buffer
  published_seq: number | null
  handed_over_at: Date | null
  photos: Array<{ sha256: string; alt: string }> | null
  links: Array<{ sequence: number; kind: string; hash: string }> | null
  revisions: Array<{ content: string; salt: string }> | null
  waiting: boolean
}

type PostRow = PostCheckRow & HidingCheckRow

async function checkPosts() {
  let count = 0
  for (let after = 0; ;) {
    const { rows }: { rows: PostRow[] } = await db.rawQuery(POSTS, [
      FEED_CHAIN,
      FEED_CHAIN,
      FEED_CHAIN,
      after,
      PAGE,
    ])
    for (const row of rows) {
      const fault = postFault(row) ?? hidingFault(row)
      if (fault) return { count, fault: { fault, id: row.id } }
      count += 1
    }
    const last = rows.at(-1)
    if (!last) return { count, fault: null }
    after = last.id
  }
}

const POSTS = `select p.id, p.body, p.visibility, p.content_warning, p.place_id, p.salt, p.published_seq, p.handed_over_at,
    (select json_agg(json_build_object('sha256', encode(f.content_hash, 'hex'), 'alt', f.alt) order by pp.position)
       from post_photos pp join photos f on f.id = pp.photo_id where pp.post_id = p.id) as photos,
    (select json_agg(json_build_object('sequence', e.sequence, 'kind', e.kind, 'hash', encode(e.content_hash, 'hex')) order by e.sequence)
       from chain_entries e where e.chain = ? and e.subject_id = p.id
        and e.kind in ('post.published', 'post.edited', 'post.deleted')) as links,
    (select json_agg(json_build_object('content', r.content, 'salt', encode(r.salt, 'hex')) order by r.revision)
       from post_revisions r where r.post_id = p.id) as revisions,
    ${HIDING_COLUMNS},
    exists (select from chain_pending w where w.chain = ? and w.subject_id = p.id and w.kind like 'post.%') as waiting
  from posts p where p.id > ? order by p.id limit ?`

function postFault(row: PostCheckRow): FeedFault['fault'] | null {
  // Between two batches a post is not yet in the chain: what waits is checked once it is.
  if (row.waiting || (row.handed_over_at === null && row.published_seq === null)) return null
  const links = row.links ?? []
  const [first] = links
  if (first?.kind !== 'post.published' || first.sequence !== row.published_seq) {
    return 'post_inserted'
  }
  if (links.some((link) => link.kind === 'post.deleted')) return 'post_not_deleted'
  const past = (row.revisions ?? []).map(({ content, salt }) =>
    saltedHash(Buffer.from(salt, 'hex'), content).toString('hex')
  )
  const current = saltedHash(
    row.salt,
    canonicalPost({
      body: row.body,
      visibility: row.visibility,
      photos: row.photos ?? [],
      contentWarning: row.content_warning,
      placeId: row.place_id,
    })
  ).toString('hex')
  if (links.at(-1)?.hash !== current) return 'post_changed'
  const told = links.slice(0, -1).map((link) => link.hash)
  return told.join() === past.join() ? null : 'revision_changed'
}

interface CommentCheckRow {
  id: number
  post_id: number
  body: string
  salt: Buffer
  links: Array<{ kind: string; hash: string }> | null
  waiting: boolean
}

const COMMENTS = `select c.id, c.post_id, c.body, c.salt, ${COMMENT_HIDING_COLUMNS},
    (select json_agg(json_build_object('kind', e.kind, 'hash', encode(e.content_hash, 'hex')) order by e.sequence)
       from chain_entries e where e.chain = ? and e.subject_id = c.id
        and e.kind in ('comment.published', 'comment.deleted')) as links,
    exists (select from chain_pending w where w.chain = ? and w.subject_id = c.id and w.kind like 'comment.%') as waiting
  from comments c where c.id > ? order by c.id limit ?`

async function checkComments() {
  let count = 0
  for (let after = 0; ;) {
    const { rows }: { rows: (CommentCheckRow & HidingCheckRow)[] } = await db.rawQuery(COMMENTS, [
      FEED_CHAIN,
      FEED_CHAIN,
      FEED_CHAIN,
      after,
      PAGE,
    ])
    for (const row of rows) {
      const fault = commentFault(row) ?? commentHidingFault(row)
      if (fault) return { count, fault: { fault, id: row.id } }
      count += 1
    }
    const last = rows.at(-1)
    if (!last) return { count, fault: null }
    after = last.id
  }
}

function commentFault(row: CommentCheckRow): FeedFault['fault'] | null {
  if (row.waiting) return null
  const [published, ...others] = row.links ?? []
  if (published?.kind !== 'comment.published') return 'comment_inserted'
  if (others.length > 0) return 'comment_not_deleted'
  const content = canonicalComment({ postId: row.post_id, body: row.body })
  const right = saltedHash(row.salt, content).toString('hex') === published.hash
  return right ? null : 'comment_changed'
}

/** The first row that the chain published, never deleted, and that is not there. */
async function checkRemoved(): Promise<FeedFault | null> {
  for (const thing of ['post', 'comment'] as const) {
    const { rows } = await db.rawQuery(
      `select e.subject_id as id from chain_entries e
        where e.chain = ? and e.kind = ?
          and not exists (select from ${thing}s r where r.id = e.subject_id)
          and not exists (select from chain_entries d
                           where d.chain = e.chain and d.subject_id = e.subject_id and d.kind = ?)
          and not exists (select from chain_pending w
                           where w.chain = e.chain and w.subject_id = e.subject_id and w.kind = ?)
        order by e.sequence limit 1`,
      [FEED_CHAIN, `${thing}.published`, `${thing}.deleted`, `${thing}.deleted`]
    )
    if (rows[0]) return { fault: `${thing}_removed`, id: rows[0].id }
  }
  return null
}
