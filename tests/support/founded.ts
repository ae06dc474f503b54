import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')

/** A network founded long ago, by nobody of the test: without one there is nothing to join. */
export async function foundLongAgo(): Promise<void> {
  await db.transaction((transaction) =>
    Organisation.found({ name: 'Placette', place: 'Niort' }, null, LONG_AGO, transaction)
  )
  forgetNetwork()
}

/** The same, before each test of the group. */
export function founded(group: Group): void {
  group.each.setup(foundLongAgo)
}
