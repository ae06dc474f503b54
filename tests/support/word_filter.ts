import { filterPhrase, filtersOf } from '#people/boundaries/word_filters'
import { clock } from '#shared/clock'

/** A phrase that this person does not want to read; its id. */
export async function aWordFilter(person: { id: number }, phrase = 'chasse'): Promise<number> {
  await filterPhrase(person.id, { phrase, span: 'ever' }, clock.now())
  const [filter] = await filtersOf(person.id, clock.now())
  if (!filter) throw new Error('The filter is not set')
  return filter.id
}
