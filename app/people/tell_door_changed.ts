import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { tell } from '#shared/wiring/events'
import { Person } from './person.js'

/** What was changed of how a person comes in. */
export type Door = 'password' | 'app_added' | 'app_removed' | 'passkey_added' | 'passkey_removed'

/** Writes to the person: whoever did it, its owner hears of it. */
export async function tellDoorChanged(personId: number, what: Door): Promise<void> {
  const { email, name, locale } = await Person.findOrFail(personId)
  if (email === null) return
  const event = { name: 'people.door_changed', at: clock.now(), personId, email, what, locale }
  await db.transaction((transaction) => tell({ ...event, person: name }, transaction))
}
