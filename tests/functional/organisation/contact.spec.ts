import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Organisation, OrganisationVersion } from '#organisation/organisation'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { complaints } from '#tests/support/form_page'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'

const contact = {
  contact_email: 'bonjour@niort.example',
  telephone: '05 49 11 22 33',
  address: '3 rue Brisson, Niort',
  publication_director: 'Chloé Baudry',
  host: 'Une voisine, 1 rue du Four, Melle',
}

test.group('Who answers for the network, once its charter is adopted', (group) => {
  inTransaction(group)
  founded(group)
  group.each.setup(async () => {
    await db.transaction((transaction) => Organisation.adoptCharter(clock.now(), transaction))
  })

  for (const role of ['secretary', 'president', 'board'] as const) {
    test(`is corrected by the mandate of ${role}, and the version before is kept`, async ({
      client,
      assert,
    }) => {
      const person = await someoneWith(role)
      const browser = await as(client, person)
      assert.include((await browser.get('/me')).text(), '/settings/contact')
      const saved = await browser.put('/settings/contact', contact)
      saved.assertStatus(303)
      const visitor = await as(client, null)
      const legal = (await visitor.get('/legal')).text()
      for (const said of [contact.telephone, contact.address, contact.host]) {
        assert.include(legal, said)
      }
      const page = (await visitor.get('/contact')).text()
      assert.include(page, 'href="tel:0549112233"')
      for (const said of [contact.contact_email, contact.telephone, contact.address]) {
        assert.include(page, said)
      }
      const versions = await OrganisationVersion.query().orderBy('version')
      assert.equal(versions.at(-1)?.changedById, person.id)
      assert.equal(versions.at(-2)?.facts.telephone, '')
    })
  }

  test('changes nothing else, whatever is sent', async ({ client, assert }) => {
    const browser = await as(client, await someoneWith('board'))
    await browser.put('/settings/contact', {
      ...contact,
      name: 'Pris',
      legal_form: 'cooperative',
      charter_fr: 'Rien',
      registration: 'RNA W0',
    })
    const row = await Organisation.findOrFail(1)
    assert.equal(row.telephone, contact.telephone)
    assert.deepEqual(
      [row.name, row.legalForm, row.charterFr, row.registration],
      ['Placette', 'collective', '', '']
    )
  })

  test('is refused to everybody else', async ({ client, assert }) => {
    const others = [await someoneWith('moderator'), await someoneWith('treasurer')]
    for (const person of [...others, await someone('Awa')]) {
      const answer = await (await as(client, person)).put('/settings/contact', contact)
      answer.assertStatus(403)
    }
    assert.equal((await Organisation.findOrFail(1)).telephone, '')
  })

  test('comes back as it was typed when a part is no address', async ({ client, assert }) => {
    const browser = await as(client, await someoneWith('board'))
    const wrong = { ...contact, contact_email: 'bonjour chez nous' }
    const answer = await browser.put('/settings/contact', wrong)
    answer.assertStatus(422)
    assert.lengthOf(complaints(answer.text()), 1)
    assert.include(answer.text(), 'bonjour chez nous')
    assert.include(answer.text(), contact.telephone)
  })
})
