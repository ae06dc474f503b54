import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import type { Place } from './place.js'

/** A feed is walked place by place. */
const MOST = 20

const CHOOSE = {
  name: 'people.choose_place',
  text: `insert into chosen_places (person_id, place_id)
    select $1, $2 where (select count(*) from chosen_places where person_id = $1) < ${MOST}
    on conflict do nothing`,
}

const CHOSEN = {
  name: 'people.chosen_places',
  text: `select p.id, p.name, p.slug, q.name as within from chosen_places c
     join places p on p.id = c.place_id left join places q on q.id = p.parent_id
   where c.person_id = $1 order by p.name`,
}

export interface ChosenPlace {
  id: number
  name: string
  slug: string
  within: string | null
}

/** Limits a person's feed to this place and those already chosen; false when they are twenty. */
export async function choosePlace(personId: number, place: Place): Promise<boolean> {
  await prepared(CHOOSE, [personId, place.id])
  return (await chosenPlaces(personId)).some(({ id }) => id === place.id)
}

export async function leavePlace(personId: number, placeId: number): Promise<void> {
  await db.from('chosen_places').where({ person_id: personId, place_id: placeId }).delete()
}

export function chosenPlaces(personId: number): Promise<ChosenPlace[]> {
  return prepared<ChosenPlace>(CHOSEN, [personId])
}
