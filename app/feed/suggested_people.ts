import { prepared } from '#shared/prepared'
import { foldTag } from './tags.js'

export interface SuggestedPerson {
  handle: string
  name: string
}

/** $1 beginnings of words, $2 who writes, $3 the beginning as a handle's; blocks hide both ways, and only a handle has a `_`. */
const SUGGEST = {
  name: 'feed.suggest_people',
  text: `select handle, name from people p
    where person_words(name, handle) @@ to_tsquery('simple', $1) and id <> $2
      and (position('_' in $3) = 0 or starts_with(handle, $3))
      and not exists (select from blocks b where (b.blocker_id = p.id and b.blocked_id = $2)
                                              or (b.blocker_id = $2 and b.blocked_id = p.id))
    order by starts_with(handle, $3) desc, name, id limit 6`,
}

/** People whose name or handle begins as what was typed after an `@`; a few, and none for nothing. */
export async function suggestedPeople(typed: string, writerId: number): Promise<SuggestedPerson[]> {
  const start = foldTag(typed.slice(0, 40))
  const words = start.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0 || words.length > 4) return []
  const beginnings = words.map((word) => `${word}:*`).join(' & ')
  return prepared<SuggestedPerson>(SUGGEST, [beginnings, writerId, start])
}
