import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { untilOf, type Span } from './spans.js'

/** Posts with this phrase, whatever its accents and capitals, are not shown to who filters it. */
export interface WordFilter {
  id: number
  phrase: string
  until: Date | null
}

/** Each is looked for in each post of a page. */
const MOST = 50

const SET = {
  name: 'people.filter_phrase',
  text: `insert into word_filters (person_id, phrase, set_at, until)
    select $1, $2, $3, $4
     where (select count(*) from word_filters where person_id = $1 and (until is null or until > $3)
              and folded <> folded_words($2)) < ${MOST}
    on conflict (person_id, folded) do update
      set phrase = excluded.phrase, set_at = excluded.set_at, until = excluded.until
    returning id`,
}

const HAS_WORDS = {
  name: 'people.phrase_has_words',
  text: 'select char_length(folded_words($1)) > 3 as words',
}

const SET_BY = {
  name: 'people.word_filters_set_by',
  text: `select id, phrase, until from word_filters
   where person_id = $1 and (until is null or until > $2) order by id desc`,
}

/** Filters a phrase; the same phrase again only changes until when. */
export async function filterPhrase(
  personId: number,
  { phrase, span }: { phrase: string; span: Span },
  at: Date
): Promise<Result<null, 'no_words' | 'too_many'>> {
  const [folded] = await prepared<{ words: boolean }>(HAS_WORDS, [phrase])
  if (!folded?.words) return refused('no_words')
  const rows = await prepared(SET, [personId, phrase, at, untilOf(span, at)])
  return rows.length > 0 ? done(null) : refused('too_many')
}

/** Takes a filter away; false when it is not this person's. */
export async function dropFilter(personId: number, id: number): Promise<boolean> {
  const { rows } = await db.rawQuery(
    'delete from word_filters where person_id = ? and id = ? returning id',
    [personId, id]
  )
  return rows.length > 0
}

export function filtersOf(personId: number, at: Date): Promise<WordFilter[]> {
  return prepared<WordFilter>(SET_BY, [personId, at])
}
