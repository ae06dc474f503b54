import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

export interface WritingPlace {
  id: number
  name: string
}

const MOST = 200

/** One's own place, those one has chosen, and every quarter of the network. */
const CHOICE = {
  name: 'feed.writing_places',
  text: `select l.id, l.name from places l
     left join chosen_places c on c.place_id = l.id and c.person_id = $1
     left join people p on p.place_id = l.id and p.id = $1
   where l.kind = 'quarter' or c.place_id is not null or p.id is not null
   order by p.id is null, c.place_id is null, l.name limit ${MOST}`,
}

const KNOWN = { name: 'feed.is_place', text: 'select id from places where id = $1' }

/** The places that this person's posts may be about, the nearest to them first. */
export async function writingPlaces(personId: number): Promise<WritingPlace[]> {
  return prepared<WritingPlace>(CHOICE, [personId])
}

export async function isPlace(
  id: number,
  transaction?: TransactionClientContract
): Promise<boolean> {
  return (await prepared(KNOWN, [id], transaction)).length > 0
}
