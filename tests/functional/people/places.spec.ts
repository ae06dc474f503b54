import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Person } from '#people/person'
import { communeByCode } from '#people/places/communes'
import { Place } from '#people/places/place'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { foundedBy } from '#tests/support/founded_by'
import { filledIn } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'

const niort = async () => {
  const place = await Place.chosen('commune:79191', clock.now())
  if (!place) throw new Error('Niort is not on the list')
  return place
}

test.group('Finding a place', (group) => {
  inTransaction(group)

  test('needs no account and no script, and answers JSON on request', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    const page = await visitor.get('/places?q=niort')
    page.assertStatus(200)
    assert.include(page.text(), 'Deux-Sèvres')
    const json = await visitor.get('/places?q=niort').header('accept', 'application/json')
    assert.deepInclude(json.body().places[0], {
      choice: 'commune:79191',
      name: 'Niort',
      slug: null,
    })
    await niort()
    const known = await visitor.get('/places?q=niort').header('accept', 'application/json')
    assert.equal(known.body().places[0].slug, 'niort')
    const empty = await visitor.get('/places?q=zzzzz')
    assert.include(empty.text(), 'Aucun lieu de ce nom')
  })

  test('finds the quarters of the network first', async ({ client, assert }) => {
    const commune = await niort()
    const { id } = await someone('Chloé')
    await Place.addQuarter({ name: 'Goise', commune, addedById: id }, clock.now())
    const found = await (
      await as(client, null)
    )
      .get('/places?q=goi')
      .header('accept', 'application/json')
    assert.deepInclude(found.body().places[0], { name: 'Goise', within: 'Niort', kind: 'quarter' })
  })
})

test.group('A commune that is chosen', (group) => {
  inTransaction(group)

  test('is written down once, under a name of its own', async ({ assert }) => {
    const first = await niort()
    const second = await niort()
    assert.equal(first.id, second.id)
    const slugs: string[] = []
    for (const code of ['97411', '93066', '11339', '30247']) {
      const commune = await communeByCode(code)
      if (commune) slugs.push((await Place.ofCommune(commune, clock.now())).slug)
    }
    assert.lengthOf(new Set(slugs), 4)
    assert.equal(slugs[0], 'saint-denis')
    assert.equal(slugs[1], 'saint-denis-93')
  })

  test('is no commune when the list does not have it', async ({ assert }) => {
    for (const choice of [
      'commune:99999',
      'commune:79191x',
      'place:0',
      'place:abc',
      'quarter',
      '',
    ]) {
      assert.isNull(await Place.chosen(choice, clock.now()), choice)
    }
    assert.lengthOf(await db.from('places'), 0)
  })
})

test.group('Where one is from', (group) => {
  inTransaction(group)

  test('is searched for, chosen with a button, shown on one’s page, and taken back', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const search = await browser.get('/me/place?q=Magne')
    const [choice = ''] = filledIn(search.text()).choice ?? []
    const chosen = await browser.put('/me/place', { choice })
    chosen.assertHeader('location', '/me')
    const profile = async () => (await browser.get(`/@${awa.handle}`)).text()
    assert.include(await profile(), 'Magné')
    const { placeId, place, revision } = await Person.findOrFail(awa.id)
    assert.equal(place, 'Magné')
    assert.isNotNull(placeId)
    assert.isAbove(revision, awa.revision, 'cards are made anew')
    await browser.delete('/me/place')
    assert.notInclude(await profile(), 'Magné')
  })

  test('stays as it was written before, until one chooses', async ({ client, assert }) => {
    const awa = await someone('Awa')
    await awa.merge({ place: 'Bord de Sèvre' }).save()
    const browser = await as(client, awa)
    await browser.put('/me', { name: 'Awa', bio: '' })
    const unknown = await browser.put('/me/place', { choice: 'commune:00000' })
    unknown.assertHeader('location', '/me/place')
    assert.equal((await Person.findOrFail(awa.id)).place, 'Bord de Sèvre')
  })
})

test.group('The places of one’s feed', (group) => {
  inTransaction(group)

  test('limit it, and what is of no place stays', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const magne = await Place.chosen('commune:79162', clock.now())
    const elsewhere = await aPost(bastien, { body: 'Fête à Magné' })
    await aPost(bastien, { body: 'Nulle part en particulier' })
    await elsewhere.merge({ placeId: magne?.id ?? null }).save()
    const browser = await as(client, awa)
    await browser.post('/me/places', { choice: 'commune:79191' })
    const limited = (await browser.get('/feed')).text()
    assert.notInclude(limited, 'Fête à Magné')
    assert.include(limited, 'Nulle part en particulier')
    await browser.delete(`/me/places/${(await niort()).id}`)
    assert.include((await browser.get('/feed')).text(), 'Fête à Magné')
  })

  test('are twenty at most', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const commune = await niort()
    for (let number = 1; number <= 21; number += 1) {
      const name = `Quartier ${number}`
      const made = await Place.addQuarter({ name, commune, addedById: awa.id }, clock.now())
      if (made.ok) await browser.post('/me/places', { choice: `place:${made.value.id}` })
    }
    assert.lengthOf(await db.from('chosen_places').where('person_id', awa.id), 20)
  })
})

test.group('A quarter', (group) => {
  inTransaction(group)

  test('is named by who holds a mandate for the network, once', async ({ client, assert }) => {
    const board = await as(client, await someoneWith('board'))
    const quarter = { commune: '79191', name: 'Souché' }
    const added = await board.post('/places/quarters', quarter)
    added.assertHeader('location', '/places/niort-souche')
    for (const name of ['souche', 'SOUCHÉ', '', '!!']) {
      const again = await board.post('/places/quarters', { commune: '79191', name })
      again.assertStatus(422)
    }
    const [row, ...more] = await db.from('places').where('kind', 'quarter')
    assert.lengthOf(more, 0)
    assert.isNotNull(row.added_by_id)
    const nowhere = await board.post('/places/quarters', { commune: '00000', name: 'Ailleurs' })
    nowhere.assertHeader('location', '/places')
  })

  test('is named by the founder as long as no charter is adopted', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await foundedBy(awa)
    const quarter = { commune: '79191', name: 'Souché' }
    const refused = await (await as(client, bastien)).post('/places/quarters', quarter)
    refused.assertStatus(403)
    const founder = await as(client, awa)
    const added = await founder.post('/places/quarters', quarter)
    added.assertStatus(303)
    await db.from('organisation').update({ charter_adopted_at: clock.now() })
    const late = await founder.post('/places/quarters', { ...quarter, name: 'Goise' })
    late.assertStatus(403)
    assert.lengthOf(await db.from('places').where('kind', 'quarter'), 1)
  })
})
