import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Invitation } from '#people/invitation'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { demoPeople } from '#web/demo/demo_files'
import { foundDemo } from '#web/demo/found_demo'
import { DEMO_HANDLES, demoInvitation } from '#web/demo/roles'
import { ownDatabase } from '#tests/support/own_database'

test.group('In the demo', (group) => {
  ownDatabase(group)

  test('every role may still invite, and visitors have an invitation', async ({ assert }) => {
    const now = clock.now()
    const people = await demoPeople()
    const persons = await db.transaction((transaction) =>
      foundDemo({ scenario: 'association', people, places: new Map() }, now, transaction)
    )
    assert.isNotNull(await demoInvitation(now))
    const limit = (await currentBook(now)).value('join.invitations_per_member_per_month')
    for (const person of persons.values()) {
      if (!Object.values(DEMO_HANDLES).includes(person.handle)) continue
      const invitation = { sponsorId: person.id, note: '', seats: 1, at: now }
      assert.isTrue((await Invitation.make(invitation, limit)).ok, person.handle)
    }
  })
})
