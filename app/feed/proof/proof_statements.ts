const COLUMNS = `sequence, kind, subject_id as subject, encode(content_hash, 'hex') as content_hash,
  (extract(epoch from recorded_at) * 1000)::bigint as recorded_at,
  encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash`

/** The links of a range; read in the bench too. */
export const LINKS_OF_RANGE = {
  name: 'feed.links_of_range',
  text: `select ${COLUMNS} from chain_entries
    where chain = $1 and sequence between $2 and $3 order by sequence limit $4`,
}

/** Every link that speaks of a post. */
export const LINKS_OF_POST = {
  name: 'feed.links_of_post',
  text: `select ${COLUMNS} from chain_entries
    where chain = $1 and subject_id = $2 and kind = any($3) order by sequence`,
}

/**
 * The posts published in a range ($2 to $3) that are not among those shown ($4), each with the
 * first reason that holds for this reader ($1) now ($5).
 */
export const HIDDEN_COUNTS = {
  name: 'feed.hidden_counts',
  text: `with wanted as (
      select place_id as id from chosen_places where person_id = $1
      union select q.id from chosen_places c join places q on q.parent_id = c.place_id
       where c.person_id = $1
    ), phrases as (
      select folded from word_filters where person_id = $1 and (until is null or until > $5)
    )
    select case
        when p.hidden_at is not null and p.author_id <> $1 then 'decision'
        when exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = p.author_id) then 'blocked'
        when exists (select from mutes m where m.muter_id = $1 and m.muted_id = p.author_id
                        and (m.until is null or m.until > $5)) then 'muted'
        when p.author_id <> $1 and exists (
          select from phrases, folded_words(p.content_warning || ' ' || p.body) as said
           where position(phrases.folded in said) > 0) then 'word'
        when p.place_id is not null and exists (select from wanted)
         and not exists (select from wanted where wanted.id = p.place_id) then 'place'
        else 'unexplained'
      end as reason, count(*)::int as posts
    from posts p
   where p.published_seq between $2 and $3 and p.id <> all ($4)
   group by 1`,
}
