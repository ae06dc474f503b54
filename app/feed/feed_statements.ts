import type { PreparedStatement } from '#shared/prepared'

/** What a list reads of a post: its key, and every revision that its card depends on. */
const LISTED = `p.id, p.published_seq as seq, p.revision, p.display_revision as "displayRevision",
  a.revision as "authorRevision", p.comments_count as "commentsCount"`

/** What a card shows. */
export const POST_COLUMNS = `p.id, p.author_id, a.name, a.handle, a.place, a.portrait_key, p.body, p.visibility,
  p.created_at, p.published_at, p.edited_at, p.comments_count,
  (select json_agg(json_build_object('id', f.id, 'key', f.key, 'width', f.width, 'height', f.height,
      'alt', f.alt, 'avif', f.has_avif, 'colour', f.average_colour) order by pp.position)
     from post_photos pp join photos f on f.id = pp.photo_id where pp.post_id = p.id) as photos`

const FROM_POSTS = 'from posts p join people a on a.id = p.author_id'

const OWN_AND_THANKED = `p.author_id = $1 as own,
  exists (select from thanks t where t.post_id = p.id and t.person_id = $1) as thanked`

/** The signed-in feed's statement: $1 reader, $2 below this number, $3 how many. */
export const signedInFeed = (
  columns: string
) => `select ${columns}, ${OWN_AND_THANKED} ${FROM_POSTS}
   where p.published_seq < $2
     and not exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = p.author_id)
   order by p.published_seq desc limit $3`

/** The public feed's statement: $1 below this number, $2 how many. */
export const publicFeed = (columns: string) =>
  `select ${columns}, false as own, false as thanked ${FROM_POSTS}
   where p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`

export const SIGNED_IN_FEED: PreparedStatement = {
  name: 'feed.signed_in',
  text: signedInFeed(LISTED),
}

export const PUBLIC_FEED: PreparedStatement = { name: 'feed.public', text: publicFeed(LISTED) }

export const SIGNED_IN_PROFILE: PreparedStatement = {
  name: 'feed.profile_signed_in',
  text: `select ${LISTED}, ${OWN_AND_THANKED} ${FROM_POSTS}
   where p.author_id = $4 and p.published_seq < $2
   order by p.published_seq desc limit $3`,
}

export const PUBLIC_PROFILE: PreparedStatement = {
  name: 'feed.profile_public',
  text: `select ${LISTED}, false as own, false as thanked ${FROM_POSTS}
   where p.author_id = $3 and p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`,
}

export const POSTS_BY_ID: PreparedStatement = {
  name: 'feed.posts_by_id',
  text: `select ${POST_COLUMNS} ${FROM_POSTS} where p.id = any($1)`,
}

/** A post alone, $1, for a reader, $2 (null for a visitor): its card and what the card depends on. */
export const POST_ALONE: PreparedStatement = {
  name: 'feed.post_alone',
  text: `select ${POST_COLUMNS}, p.revision, p.display_revision as "displayRevision",
      a.revision as "authorRevision", p.author_id is not distinct from $2 as own,
      exists (select from thanks t where t.post_id = p.id and t.person_id = $2) as thanked
    ${FROM_POSTS} where p.id = $1`,
}

/** A post's comments: $1 post, $2 reader, $3 how many. */
export const COMMENTS_OF_POST: PreparedStatement = {
  name: 'feed.comments_of_post',
  text: `select c.id, c.author_id, c.body, c.created_at, a.name, a.handle, a.place, a.portrait_key,
      a.revision as author_revision
    from comments c join people a on a.id = c.author_id
   where c.post_id = $1
     and not exists (select from blocks b where b.blocker_id = $2 and b.blocked_id = c.author_id)
   order by c.id limit $3`,
}

/** Makes an author's posts wait for each other, or two tabs could pass the day's limit: $1 author. */
export const LOCK_AUTHOR: PreparedStatement = {
  name: 'feed.lock_author',
  text: 'select from people where id = $1 for no key update',
}

/**
 * A post of words only, its link asked of the chain in the same statement. No row comes back when
 * the author has already written $9 posts since $8; a submission already known gives back the
 * post that it made.
 */
export const INSERT_TEXT: PreparedStatement = {
  name: 'feed.insert_text',
  text: `with written as (
      insert into posts (author_id, body, visibility, salt, created_at, handed_over_at, submission_key)
      select $1, $2, $3, $4, $5, $5, $6
       where (select count(*) from posts where author_id = $1 and created_at >= $8) < $9
      on conflict (author_id, submission_key) do nothing
      returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'post.published', id, $7 from written
    )
    select id from written
    union all select id from posts where author_id = $1 and submission_key = $6
    limit 1`,
}

/**
 * One statement, so one round trip and one commit: the comment, and its link asked of the chain.
 * A submission already known gives back the comment that it made. The post is locked first, as
 * strongly as counting its comments will need: locking it twice ends in a deadlock with an edit.
 */
export const INSERT_COMMENT: PreparedStatement = {
  name: 'feed.insert_comment',
  text: `with post as (
      select id from posts where id = $1 and published_seq is not null for no key update
    ), written as (
      insert into comments (post_id, author_id, body, salt, created_at, submission_key)
      select id, $2, $3, $4, $5, $6 from post
      on conflict (author_id, submission_key) do nothing
      returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'comment.published', id, $7 from written
    )
    select id from written
    union all select id from comments where author_id = $2 and submission_key = $6
    limit 1`,
}
