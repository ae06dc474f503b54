import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'

/** Why a published post is not on a reader's page: the closed list of reasons, and none other. */
export const REASONS = ['blocked', 'muted', 'word', 'place', 'visibility', 'decision'] as const

export type Reason = (typeof REASONS)[number]

/** How many posts each reason keeps from a page; `unexplained` must be zero. */
export type HiddenCounts = Record<Reason | 'unexplained', number>

/**
 * The posts published in a range ($2 to $3) that are not among those shown ($4), each with the
 * first reason that holds for this reader ($1) now ($5).
 */
const COUNT = {
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

export async function hiddenCounts(
  readerId: number,
  range: { from: number; to: number },
  shown: number[]
): Promise<HiddenCounts> {
  const values = [readerId, range.from, range.to, shown, clock.now()]
  const rows = await prepared<{ reason: keyof HiddenCounts; posts: number }>(COUNT, values)
  const counts = Object.fromEntries([...REASONS, 'unexplained'].map((reason) => [reason, 0]))
  for (const { reason, posts } of rows) counts[reason] = posts
  return counts as HiddenCounts
}
