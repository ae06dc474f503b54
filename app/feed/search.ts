import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import {
  NEWEST,
  PAGE_SIZE,
  pageOf,
  type FeedPage,
  type FeedReader,
  type FeedRow,
} from './feed_page.js'
import { SEARCH_ALL, SEARCH_LATEST } from './feed_statements.js'
import { foldTag } from './tags.js'

/**
 * How many of the latest posts are looked through for words that many of them have. A word that
 * fewer than one in a hundred has is found faster by its index: walking there would pass over
 * nearly everything.
 */
const LATEST = 2000

/** Words without which a question asks the same (French; PostgreSQL's own list knows the others). */
const WITHOUT_MEANING = new Set(
  'a au aux c ce ces d dans de des du elle en est et eux il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sont sur t ta te tes toi ton tu un une vos votre vous y'.split(
    ' '
  )
)

/**
 * A question as the database understands it: words all wanted, « … » or "…" as they stand, a minus
 * before what is not wanted. Words without meaning are left out, unless nothing else is left or
 * they stand between quotes.
 */
export function searchWords(question: string): string {
  const plain = question
    .replaceAll(/[«»“”]/g, '"')
    .replaceAll(/[’']/g, ' ')
    .trim()
    .slice(0, 200)
  const parts = plain.match(/-?"[^"]*"|\S+/g) ?? []
  const kept = parts.filter((part) => part.includes('"') || !WITHOUT_MEANING.has(foldTag(part)))
  return (kept.length > 0 ? kept : parts).join(' ')
}

/** A page of the posts that have these words, newest first, as this reader may see them. */
export async function searchPage(
  question: string,
  reader: NonNullable<FeedReader>,
  before: number = NEWEST
): Promise<FeedPage> {
  const words = searchWords(question)
  const values = [reader.id, before, PAGE_SIZE + 1, clock.now(), words]
  const latest = await prepared<FeedRow>(SEARCH_LATEST, [...values, LATEST])
  if (latest.length > PAGE_SIZE) return pageOf(latest)
  return pageOf(await prepared<FeedRow>(SEARCH_ALL, values))
}

/** Someone whose name or handle begins with the words asked for. */
export interface FoundPerson {
  name: string
  handle: string
  place: string
  portrait_key: string | null
}

const PEOPLE = {
  name: 'feed.search_people',
  text: `select name, handle, place, portrait_key from people
    where person_words(name, handle) @@ to_tsquery('simple', $1)
      and id not in (select blocked_id from blocks where blocker_id = $2)
    order by name, id limit 8`,
}

export async function searchPeople(question: string, readerId: number): Promise<FoundPerson[]> {
  const words = foldTag(question).match(/[\p{L}\p{N}_]+/gu) ?? []
  if (words.length === 0 || words.length > 6) return []
  return prepared<FoundPerson>(PEOPLE, [words.map((word) => `${word}:*`).join(' & '), readerId])
}
