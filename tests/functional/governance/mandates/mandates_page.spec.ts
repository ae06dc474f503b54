import { test } from '@japa/runner'
import { FakeClock, useClock } from '#shared/clock'
import { Mandate } from '#people/mandate'
import { mandatesInForce } from '#people/mandates_in_force'
import type { Role } from '#people/powers'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { aProposal, anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')

function held(person: { id: number }, role: Role, endsAt = noon('2027-01-05')) {
  const from = noon('2026-01-05')
  return Mandate.grant({ personId: person.id, role, startsAt: from, endsAt, at: from })
}

test.group('Who holds which mandate', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('is read by anyone: visitors read first names, signed-in people all', async ({
    client,
    assert,
  }) => {
    const [awa] = await anAssociation(3)
    if (!awa) throw new Error('Nobody')
    await held(await someone('Fatou Ndiaye'), 'moderator')
    const visitor = readable((await (await as(client, null)).get('/mandates')).text())
    assert.include(visitor, 'Fatou')
    assert.notInclude(visitor, 'Ndiaye')
    assert.match(visitor, /1 siège pourvu sur 3/)
    assert.include(visitor, 'jusqu’au 5 janvier 2027')
    const member = readable((await (await as(client, awa.person)).get('/mandates')).text())
    assert.include(member, 'Fatou Ndiaye')
  })

  test('stops by itself at the end of the term, and is remembered', async ({ client, assert }) => {
    const [awa] = await anAssociation(3)
    if (!awa) throw new Error('Nobody')
    await held(awa.person, 'treasurer', noon('2026-06-01'))
    time.set(new Date(noon('2026-06-01').getTime() - 1))
    const browser = await as(client, awa.person)
    assert.equal((await browser.get('/treasury/entries')).status(), 200)
    time.set(noon('2026-06-01'))
    assert.notEqual((await browser.get('/treasury/entries')).status(), 200)
    const page = readable((await (await as(client, null)).get('/mandates')).text())
    assert.include(page, 'du 5 janvier 2026 au 1er juin 2026')
    assert.include(page, 'Un siège est vide')
  })

  test('an empty role says what happens meanwhile, and offers the election', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = await anAssociation(3)
    if (!awa || !bastien) throw new Error('Too few')
    const browser = await as(client, awa.person)
    const founding = (await browser.get('/mandates')).text()
    assert.include(readable(founding), 'la personne qui fonde le réseau tient les comptes')
    assert.include(founding, '/decide/new/election?role=board')
    assert.include(readable((await browser.get('/decide')).text()), 'Il faut une élection')
    const form = (await browser.get('/decide/new/election?role=board')).text()
    assert.match(form, /value="board"[^>]*checked/)

    const rules = (await browser.get('/rules')).text()
    assert.include(readable(rules), 'aucun siège pourvu sur 3')
    assert.include(rules, '/mandates#board')

    for (const role of ['treasurer', 'moderator', 'board']) {
      await aProposal('election', { role, seats: 1 }, bastien.person, MARCH)
    }
    assert.notInclude((await browser.get('/mandates')).text(), '/decide/new/election')
    assert.notInclude(readable((await browser.get('/decide')).text()), 'Il faut une élection')
  })

  test('is given back by its holder, at once and only by them', async ({ client, assert }) => {
    const [awa, bastien] = await anAssociation(3)
    if (!awa || !bastien) throw new Error('Too few')
    const mandate = await held(awa.person, 'treasurer')
    const own = await as(client, awa.person)
    const other = await as(client, bastien.person)
    const path = `/mandates/${mandate.id}/return`
    assert.equal((await other.post(path, { sure: '1' }).redirects(0)).status(), 404)
    assert.equal((await own.post(path).redirects(0)).status(), 422)
    assert.deepEqual(await mandatesInForce(awa.person.id, MARCH), ['treasurer'])
    assert.equal((await own.get('/treasury/entries')).status(), 200)
    assert.equal((await own.post(path, { sure: '1' }).redirects(0)).status(), 303)
    assert.deepEqual(await mandatesInForce(awa.person.id, MARCH), [])
    assert.notEqual((await own.get('/treasury/entries')).status(), 200)
    assert.equal((await own.post(path, { sure: '1' }).redirects(0)).status(), 404)
    assert.include(readable((await other.get('/mandates')).text()), 'rendu avant terme')
    const visitor = readable((await (await as(client, null)).get('/mandates')).text())
    assert.notInclude(visitor, 'rendu avant terme')
  })

  test('hands over by a note that those who hold the role read, and nobody else', async ({
    client,
    assert,
  }) => {
    const [awa, bastien, chloe] = await anAssociation(3)
    if (!awa || !bastien || !chloe) throw new Error('Too few')
    const old = await held(awa.person, 'moderator', noon('2026-06-01'))
    const browser = await as(client, awa.person)
    const body = 'La clé de la salle est chez Bastien.'
    await browser.post(`/mandates/${old.id}/note`, { body })
    assert.include((await browser.get(`/mandates/${old.id}`)).text(), body)
    time.set(noon('2026-07-01'))
    const next = {
      startsAt: noon('2026-06-01'),
      endsAt: noon('2027-01-05'),
      at: noon('2026-06-01'),
    }
    const following = await Mandate.grant({
      personId: bastien.person.id,
      role: 'moderator',
      ...next,
    })
    const board = await held(chloe.person, 'board')
    const successor = await as(client, bastien.person)
    assert.include((await successor.get(`/mandates/${following.id}`)).text(), body)
    const former = await as(client, awa.person)
    assert.equal((await former.get(`/mandates/${old.id}`)).status(), 404)
    const elsewhere = await as(client, chloe.person)
    assert.notInclude((await elsewhere.get(`/mandates/${board.id}`)).text(), body)
    assert.equal((await elsewhere.get(`/mandates/${following.id}`)).status(), 404)
    assert.notInclude((await successor.get('/mandates')).text(), body)
  })
})
