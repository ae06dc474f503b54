import type { PreparedStatement } from '#shared/prepared'

/** What a list reads of a post: its key, and every revision that its card depends on. */
const LISTED = `p.id, p.published_seq as seq, p.author_id as "authorId", a.name as "authorName", p.revision, p.display_revision as "displayRevision",
  a.revision as "authorRevision", p.comments_count as "commentsCount"`

/** What a card shows. */
export const POST_COLUMNS = `p.id, p.author_id, a.name, a.handle, a.place, a.portrait_key, p.body, p.visibility,
  p.created_at, p.published_at, p.edited_at, p.comments_count,
  p.content_warning, p.hidden_at, p.hidden_clause, p.labelled_clause,
  (select json_build_object('slug', l.slug, 'name', l.name) from places l where l.id = p.place_id) as placed,
  case when position('@' in p.body) > 0 then
    array(select m.handle from mentions n join people m on m.id = n.person_id where n.post_id = p.id) end as mentioned,
  (select json_agg(json_build_object('id', f.id, 'key', f.key, 'width', f.width, 'height', f.height,
      'alt', f.alt, 'avif', f.has_avif, 'colour', f.average_colour) order by pp.position)
     from post_photos pp join photos f on f.id = pp.photo_id where pp.post_id = p.id) as photos`

const FROM_POSTS = 'from posts p join people a on a.id = p.author_id'

const FOR_READER = `p.author_id = $1 as own,
  exists (select from thanks t where t.post_id = p.id and t.person_id = $1) as thanked,
  exists (select from bookmarks k where k.post_id = p.id and k.person_id = $1) as kept`

const FOR_NOBODY = 'false as own, false as thanked, false as kept'

/** What a reader chose not to see, at an instant: people blocked or muted, and phrases. */
const filters = (reader: string, instant: string, author: string, text: string) => `
     and ${author} <> all (array(
       select blocked_id from blocks where blocker_id = ${reader}
       union all select muted_id from mutes
        where muter_id = ${reader} and (until is null or until > ${instant})))
     and (${author} = ${reader} or case
       when exists (select from word_filters w
                     where w.person_id = ${reader} and (w.until is null or w.until > ${instant}))
       then not exists (select from word_filters w, folded_words(${text}) as said
                         where w.person_id = ${reader} and (w.until is null or w.until > ${instant})
                           and position(w.folded in said) > 0)
       else true end)`

const POST_TEXT = `p.content_warning || ' ' || p.body`

const FILTERED = filters('$1', '$4', 'p.author_id', POST_TEXT)

/** The signed-in feed's statement: $1 reader, $2 below this number, $3 how many, $4 now. */
export const signedInFeed = (columns: string) => `select ${columns}, ${FOR_READER} ${FROM_POSTS}
   where p.published_seq < $2 ${FILTERED}
   order by p.published_seq desc limit $3`

/** The public feed's statement: $1 below this number, $2 how many. */
export const publicFeed = (columns: string) =>
  `select ${columns}, ${FOR_NOBODY} ${FROM_POSTS}
   where p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`

export const SIGNED_IN_FEED: PreparedStatement = {
  name: 'feed.signed_in',
  text: signedInFeed(LISTED),
}

export const PUBLIC_FEED: PreparedStatement = { name: 'feed.public', text: publicFeed(LISTED) }

/**
 * The same for a reader who chose places: what is of these places, of their quarters, or of no
 * place. Each place is walked by its own index, so that a rare one costs no more.
 */
export const CHOSEN_PLACES_FEED: PreparedStatement = {
  name: 'feed.chosen_places',
  text: `with wanted as (
      select place_id as id from chosen_places where person_id = $1
      union select q.id from chosen_places c join places q on q.parent_id = c.place_id
       where c.person_id = $1
    ), found as (
      select near.id from wanted cross join lateral (
        select p.id, p.published_seq from posts p
         where p.place_id = wanted.id and p.published_seq < $2 ${FILTERED}
         order by p.published_seq desc limit $3) near
      union all (
        select p.id from posts p
         where p.place_id is null and p.published_seq < $2 ${FILTERED}
         order by p.published_seq desc limit $3)
    )
    select ${LISTED}, ${FOR_READER} ${FROM_POSTS} join found on found.id = p.id
     order by p.published_seq desc limit $3`,
}

export const SIGNED_IN_PROFILE: PreparedStatement = {
  name: 'feed.profile_signed_in',
  text: `select ${LISTED}, ${FOR_READER} ${FROM_POSTS}
   where p.author_id = $4 and p.published_seq < $2
   order by p.published_seq desc limit $3`,
}

export const PUBLIC_PROFILE: PreparedStatement = {
  name: 'feed.profile_public',
  text: `select ${LISTED}, ${FOR_NOBODY} ${FROM_POSTS}
   where p.author_id = $3 and p.published_seq < $1 and p.visibility = 'public'
   order by p.published_seq desc limit $2`,
}

/** A tag's posts: as the feed, $5 tag. */
export const SIGNED_IN_TAG: PreparedStatement = {
  name: 'feed.tag_signed_in',
  text: `select ${LISTED}, ${FOR_READER} ${FROM_POSTS} join post_tags t on t.post_id = p.id
   where t.tag = $5 and t.seq < $2 ${FILTERED}
   order by t.seq desc limit $3`,
}

export const PUBLIC_TAG: PreparedStatement = {
  name: 'feed.tag_public',
  text: `select ${LISTED}, ${FOR_NOBODY} ${FROM_POSTS} join post_tags t on t.post_id = p.id
   where t.tag = $3 and t.seq < $1 and p.visibility = 'public'
   order by t.seq desc limit $2`,
}

/** A place's posts, its quarters' included: as the feed, $5 place. */
export const SIGNED_IN_PLACE: PreparedStatement = {
  name: 'feed.place_signed_in',
  text: `with found as (
      select near.id from (select id from places where id = $5 or parent_id = $5) here
       cross join lateral (
        select p.id from posts p where p.place_id = here.id and p.published_seq < $2 ${FILTERED}
         order by p.published_seq desc limit $3) near)
    select ${LISTED}, ${FOR_READER} ${FROM_POSTS} join found on found.id = p.id
     order by p.published_seq desc limit $3`,
}

export const PUBLIC_PLACE: PreparedStatement = {
  name: 'feed.place_public',
  text: `with found as (
      select near.id from (select id from places where id = $3 or parent_id = $3) here
       cross join lateral (
        select p.id from posts p
         where p.place_id = here.id and p.published_seq < $1 and p.visibility = 'public'
         order by p.published_seq desc limit $2) near)
    select ${LISTED}, ${FOR_NOBODY} ${FROM_POSTS} join found on found.id = p.id
     order by p.published_seq desc limit $2`,
}

/** What a reader kept, last kept first: $1 reader, $2 below this key, $3 how many. */
export const BOOKMARKED: PreparedStatement = {
  name: 'feed.bookmarked',
  text: `select ${LISTED.replace('p.published_seq as seq', 'b.id as seq')}, ${FOR_READER}
    ${FROM_POSTS} join bookmarks b on b.post_id = p.id and b.person_id = $1
   where b.id < $2 order by b.id desc limit $3`,
}

// What a hidden post says is not to be guessed by searching for it.
const SAID = `(p.hidden_at is null or p.author_id = $1)`

/** Of the latest posts ($6 of them) those with the words asked for, $5: for words that are common. */
export const SEARCH_LATEST: PreparedStatement = {
  name: 'feed.search_latest',
  text: `select ${LISTED}, ${FOR_READER} ${FROM_POSTS} join (
      select post_id, document from post_search where seq < $2 order by seq desc limit $6) s
      on s.post_id = p.id
   where s.document @@ websearch_to_tsquery('placette_fr', $5) and ${SAID} ${FILTERED}
   order by p.published_seq desc limit $3`,
}

/** All posts with the words asked for, $5, found by their index: for words that are rare. */
export const SEARCH_ALL: PreparedStatement = {
  name: 'feed.search_all',
  text: `with found as materialized (
      select post_id, seq from post_search
       where document @@ websearch_to_tsquery('placette_fr', $5) and seq < $2)
    select ${LISTED}, ${FOR_READER} ${FROM_POSTS} join found on found.post_id = p.id
   where ${SAID} ${FILTERED}
   order by found.seq desc limit $3`,
}

export const POSTS_BY_ID: PreparedStatement = {
  name: 'feed.posts_by_id',
  text: `select ${POST_COLUMNS} ${FROM_POSTS} where p.id = any($1)`,
}

/** A post alone, $1, for a reader, $2 (null for a visitor): its card and what the card depends on. */
export const POST_ALONE: PreparedStatement = {
  name: 'feed.post_alone',
  text: `select ${POST_COLUMNS}, p.author_id as "authorId", a.name as "authorName", p.revision, p.display_revision as "displayRevision",
      a.revision as "authorRevision", p.author_id is not distinct from $2 as own,
      exists (select from thanks t where t.post_id = p.id and t.person_id = $2) as thanked,
      exists (select from bookmarks k where k.post_id = p.id and k.person_id = $2) as kept
    ${FROM_POSTS} where p.id = $1`,
}

/** A post's comments: $1 post, $2 reader, $3 how many, $4 now. */
export const COMMENTS_OF_POST: PreparedStatement = {
  name: 'feed.comments_of_post',
  text: `select c.id, c.post_id, c.author_id, c.body, c.created_at, a.name, a.handle, a.place, a.portrait_key,
      a.revision as author_revision, c.hidden_at, c.hidden_clause,
      case when position('@' in c.body) > 0 then array(select m.handle
        from comment_mentions n join people m on m.id = n.person_id where n.comment_id = c.id) end as mentioned
    from comments c join people a on a.id = c.author_id
   where c.post_id = $1 ${filters('$2', '$4', 'c.author_id', 'c.body')}
   order by c.id limit $3`,
}

/** Makes an author's posts wait for each other, or two tabs could pass the day's limit: $1 author. */
export const LOCK_AUTHOR: PreparedStatement = {
  name: 'feed.lock_author',
  text: 'select from people where id = $1 for no key update',
}

/**
 * A post of words only, its link asked of the chain in the same statement, the draft that it was
 * forgotten. No row comes back when the author has already written $9 posts since $8; a submission
 * already known gives back the post that it made.
 */
const insertText = (marks: string) => `with written as (
      insert into posts (author_id, body, visibility, salt, created_at, handed_over_at, submission_key,
        content_warning, place_id)
      select $1, $2, $3, $4, $5, $5, $6, $10, $11
       where (select count(*) from posts where author_id = $1 and created_at >= $8) < $9
      on conflict (author_id, submission_key) do nothing
      returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'post.published', id, $7 from written
    ), no_longer_a_draft as (
      delete from drafts where author_id = $1 and submission_key = $6 and exists (select from written)
    )${marks}
    select id from written
    union all select id from posts where author_id = $1 and submission_key = $6
    limit 1`

export const INSERT_TEXT: PreparedStatement = { name: 'feed.insert_text', text: insertText('') }

/** The same of a text that names people ($12, handles) or has tags ($13, typed as $14). */
export const INSERT_MARKED_TEXT: PreparedStatement = {
  name: 'feed.insert_marked_text',
  text: insertText(`, named as (
      insert into mentions (post_id, person_id)
      select w.id, p.id from written w join people p on p.handle = any($12)
    ), tagged as (
      insert into post_tags (post_id, tag, label)
      select w.id, t.tag, t.label from written w, unnest($13::text[], $14::text[]) t(tag, label)
       where t.tag ~ '^[[:alnum:]_]{2,50}$'
    )`),
}

/**
 * One statement, so one round trip and one commit: the comment, and its link asked of the chain.
 * A submission already known gives back the comment that it made. The post is locked first, as
 * strongly as counting its comments will need: locking it twice ends in a deadlock with an edit.
 * No row comes back to whom the post's author blocks. The author is told in the same statement,
 * unless they mute who writes: two round trips more would halve how fast one comments
 * (docs/decisions/0011).
 */
export const INSERT_COMMENT: PreparedStatement = {
  name: 'feed.insert_comment',
  text: `with post as (
      select id, author_id from posts
       where id = $1 and published_seq is not null and hidden_at is null
         and not exists (select from blocks where blocker_id = author_id and blocked_id = $2)
         for no key update
    ), written as (
      insert into comments (post_id, author_id, body, salt, created_at, submission_key)
      select id, $2, $3, $4, $5, $6 from post
      on conflict (author_id, submission_key) do nothing
      returning id
    ), linked as (
      insert into chain_pending (chain, kind, subject_id, content_hash)
      select 'feed', 'comment.published', id, $7 from written
    ), told as (
      insert into notifications (person_id, notification_key, kind, actor_id, post_id, comment_id, happened_at)
      select p.author_id, 'comment:' || w.id, 'commented', $2, p.id, w.id, $5 from written w, post p
       where p.author_id <> $2
         and not exists (select from mutes m where m.muter_id = p.author_id and m.muted_id = $2
           and (m.until is null or m.until > $5))
    )
    select id from written
    union all select id from comments where author_id = $2 and submission_key = $6
    limit 1`,
}
