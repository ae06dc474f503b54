import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { forgetNetwork, network } from '#organisation/network'
import { Organisation, OrganisationVersion } from '#organisation/organisation'
import { Person } from '#people/person'
import { currentBook, recordFoundingValues } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { listenInTransaction } from '#shared/wiring/events'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { newcomer } from '#tests/support/newcomer'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { somebodyWaits } from '#tests/support/somebody_waits'
import type { Choice } from '#governance/voting/choice'
import { noon } from '#tests/support/dues'
import { aNeighbour, voted, YES, type Neighbour } from '#tests/support/votes'

const TOKEN = 'a-token-that-only-the-host-knows'

const told: string[] = []
listenInTransaction('rulebook.rule_changed', async (event) => {
  told.push(String(event.key))
})

const setup = {
  token: TOKEN,
  network_name: 'Les Voisins de Melle',
  network_place: 'Melle',
  legal_form: 'collective',
  name: 'Awa',
  handle: 'awa_founds',
  email: 'awa@melle.example',
  password: 'dix caractères au moins',
  age: '1',
}

const settings = {
  name: 'Les Voisins',
  place: 'Melle',
  legal_form: 'association',
  accent: 'plum',
  languages: ['fr'],
  contact_email: 'bonjour@melle.example',
  host: 'Une voisine, 1 rue du Four, Melle',
  about_fr: 'Chez nous.\n\n<script>alert(1)</script>',
  charter_fr: '1. Être aimable.',
}

test.group('First run', (group) => {
  inTransaction(group)
  group.each.setup(() => {
    const before = env.get('SETUP_TOKEN')
    env.set('SETUP_TOKEN', TOKEN)
    return () => env.set('SETUP_TOKEN', before)
  })

  test('asks whoever comes for the host’s key', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const page = await visitor.get('/setup')
    page.assertStatus(200)
    assert.notInclude(page.text(), 'name="network_name"')
    const wrong = await visitor.get('/setup?token=guessed')
    wrong.assertStatus(422)
    assert.notInclude(wrong.text(), 'name="network_name"')
    const right = await visitor.get(`/setup?token=${TOKEN}`)
    assert.include(right.text(), 'name="network_name"')
  })

  test('without the key nothing is founded', async ({ client, assert }) => {
    const visitor = await as(client, null)
    for (const token of ['guessed', '', TOKEN.toUpperCase()]) {
      ;(await visitor.post('/setup', { ...setup, token })).assertStatus(422)
    }
    env.set('SETUP_TOKEN', undefined)
    ;(await visitor.post('/setup', { ...setup, token: '' })).assertStatus(422)
    assert.isNull(await Organisation.find(1))
    assert.isNull(await Person.byEmail(setup.email))
  })

  test('keeps what was typed when something is missing', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const page = await visitor.post('/setup', { ...setup, password: 'court' })
    page.assertStatus(422)
    assert.include(page.text(), 'Les Voisins de Melle')
    assert.isNull(await Organisation.find(1))
  })

  test('founds the network, its rules and its founder, who is in at once', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    const answer = await visitor.post('/setup', setup)
    answer.assertStatus(303)
    answer.assertHeader('location', '/settings/network')
    const founder = await Person.byEmail(setup.email)
    const facts = await network('fr')
    assert.deepInclude(facts, { name: setup.network_name, founded: true, founderId: founder?.id })
    const rows = await db.from('rule_values').where('recorded_by_person_id', founder?.id ?? 0)
    assert.isAbove(rows.length, 40)
    const [version] = await OrganisationVersion.all()
    assert.equal(version?.changedById, founder?.id)
    const member = await as(client, founder)
    ;(await member.get('/join-requests')).assertStatus(200)
  })

  test('comes before anybody joins', async ({ client, assert }) => {
    const visitor = await as(client, null)
    for (const answer of [await visitor.get('/join'), await visitor.post('/join', newcomer())]) {
      answer.assertStatus(303)
      answer.assertHeader('location', '/setup')
    }
    assert.isEmpty(await db.from('join_requests'))
    await visitor.post('/setup', setup)
    ;(await visitor.get('/join')).assertStatus(200)
  })

  test('happens once: the page is gone afterwards', async ({ client, assert }) => {
    const visitor = await as(client, null)
    await visitor.post('/setup', setup)
    ;(await visitor.get(`/setup?token=${TOKEN}`)).assertStatus(404)
    const again = { ...setup, handle: 'other', email: 'other@melle.example' }
    ;(await visitor.post('/setup', again)).assertStatus(404)
    assert.isNull(await Person.byEmail('other@melle.example'))
  })
})

test.group('The founding phase', (group) => {
  inTransaction(group)

  test('the founder says what the network is; every version is kept', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const founder = await as(client, awa)
    ;(await founder.get('/settings/network')).assertStatus(200)
    ;(await founder.put('/settings/network', settings)).assertStatus(303)
    assert.deepInclude(await network('fr'), { name: 'Les Voisins', accent: 'plum' })
    const versions = await OrganisationVersion.query().orderBy('version')
    assert.deepEqual(
      versions.map(({ facts, changedById }) => [facts.name, changedById]),
      [
        ['La Placette', awa.id],
        ['Les Voisins', awa.id],
      ]
    )
    const visitor = await as(client, null)
    const history = await visitor.get('/charter/history')
    assert.include(history.text(), 'Être aimable')
    assert.include(history.text(), awa.name)
    const about = await visitor.get('/about')
    assert.include(about.text(), '&lt;script&gt;')
    assert.include((await visitor.get('/legal')).text(), '1 rue du Four')
  })

  test('what stands in titles and subjects is one line, with nothing hidden in it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const founder = await as(client, awa)
    const name = 'La Placette\r\nBcc: mallory@example.org'
    const form = { ...settings, name, place: 'Niort\u202e', tagline_fr: 'Une\nplace' }
    ;(await founder.put('/settings/network', form)).assertStatus(303)
    const kept = await Organisation.findOrFail(1)
    assert.deepEqual(
      [kept.name, kept.place, kept.taglineFr],
      ['La Placette Bcc: mallory@example.org', 'Niort', 'Une place']
    )
    const visitor = await as(client, null)
    await visitor.post('/sign-in', { email: awa.email })
    const letter = await db
      .from('outbox_letters')
      .where('recipient', awa.email ?? '')
      .firstOrFail()
    assert.notMatch(letter.subject, /[\r\n]/)
  })

  test('is refused, not failed at, whatever is sent: lists, objects, twice, too long', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa, { host: 'Chez Awa' })
    const founder = await as(client, awa)
    for (const change of [
      { 'name[]': 'Autre', 'name': undefined },
      { 'name[a]': 'Autre', 'name': undefined },
      { name: '' },
      { name: 'x'.repeat(81) },
      { charter_fr: 'x'.repeat(20_001) },
      { 'legal_form[]': 'association', 'legal_form': undefined },
      { 'contact_email[]': 'a@example.org' },
      { 'host[host]': 'Chez Mallory' },
      { languages: 'xx' },
    ]) {
      const form = Object.fromEntries(
        Object.entries({ ...settings, ...change }).filter(([, value]) => value !== undefined)
      )
      const answer = await founder.put('/settings/network', form)
      assert.equal(answer.status(), 422, JSON.stringify(change).slice(0, 60))
    }
    assert.equal((await Organisation.findOrFail(1)).host, 'Chez Awa')
    const other = await as(client, await someone('Bastien'))
    ;(await other.put('/settings/network', settings)).assertStatus(403)
    ;(await other.put('/rules/feed.photos_per_post', { value: '4', step: 'change' })).assertStatus(
      403
    )
    for (const value of ['', 'x', '-1', '1e9', '4.5']) {
      const change = { value, step: 'change' }
      ;(await founder.put('/rules/feed.photos_per_post', change)).assertStatus(422)
    }
    for (const field of ['value[]', 'value[a]']) {
      const sent = { [field]: 'x', 'step[]': 'change' }
      ;(await founder.put('/rules/feed.photos_per_post', sent)).assertStatus(422)
    }
  })

  test('a language that is not offered is spoken to nobody', async ({ client, assert }) => {
    const awa = await someone('Awa', { locale: 'en' })
    await foundedBy(awa, { languages: ['fr'] })
    const page = await (await as(client, awa)).get('/about')
    assert.include(page.text(), '<html lang="fr"')
    const visitor = await as(client, null)
    const other = await visitor.get('/about').header('accept-language', 'en')
    assert.include(other.text(), '<html lang="fr"')
    assert.notInclude(other.text(), 'value="en"')
  })

  test('refuses a colour, a form or a language that it does not know', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const founder = await as(client, awa)
    for (const wrong of [
      { accent: 'red; } body { display: none' },
      { legal_form: 'party' },
      { languages: ['fr', 'de'] },
      { languages: [] },
      { name: '' },
    ]) {
      ;(await founder.put('/settings/network', { ...settings, ...wrong })).assertStatus(422)
    }
    assert.equal((await network('fr')).name, 'La Placette')
  })

  test('the founder changes a rule: seen in words first, recorded, told and shown', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const founder = await as(client, awa)
    const rule = '/rules/feed.photos_per_post'
    const look = await founder.put(rule, { value: '4', step: 'look' })
    look.assertStatus(200)
    assert.match(look.text(), /10\sphotos[^]*4\sphotos/)
    const { length } = told
    assert.equal((await currentBook(clock.now())).value('feed.photos_per_post'), 10)
    ;(await founder.put(rule, { value: '4', step: 'change' })).assertStatus(303)
    assert.equal((await currentBook(clock.now())).value('feed.photos_per_post'), 4)
    assert.deepEqual(told.slice(length), ['feed.photos_per_post'])
    const page = await (await as(client, null)).get(rule)
    assert.match(page.text(), /4\sphotos[^]*10\sphotos/)
    assert.include(page.text(), awa.name)
  })

  test('a value out of bounds, or that contradicts itself, changes nothing', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const founder = await as(client, awa)
    const photos = await founder.put('/rules/feed.photos_per_post', {
      value: '400',
      step: 'change',
    })
    photos.assertStatus(422)
    const jury = { jurors: 4, jurors_when_small: 3, small_below_members: 40 }
    const even = await founder.put('/rules/moderation.jury_size', { value: jury, step: 'change' })
    even.assertStatus(422)
    assert.include(even.text(), 'nombre impair')
    assert.equal((await currentBook(clock.now())).value('feed.photos_per_post'), 10)
    ;(await founder.put('/rules/no.such_rule', { value: '1' })).assertStatus(404)
  })

  test('ends with the charter: neither facts nor rules are the founder’s any more', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa)
    await db.transaction((transaction) => Organisation.adoptCharter(clock.now(), transaction))
    forgetNetwork()
    const founder = await as(client, awa)
    ;(await founder.get('/settings/network')).assertStatus(403)
    ;(await founder.put('/settings/network', settings)).assertStatus(403)
    ;(await founder.get('/rules/feed.photos_per_post/edit')).assertStatus(403)
    const change = { value: '4', step: 'change' }
    ;(await founder.put('/rules/feed.photos_per_post', change)).assertStatus(403)
    const organisation = await Organisation.findOrFail(1)
    const result = await organisation.amend({ name: 'Autre' }, awa.id, clock.now())
    assert.isFalse(result.ok)
    assert.equal((await network('fr')).name, 'La Placette')
  })
})

test.group('The end of the founding phase, as the database keeps it', (group) => {
  ownDatabase(group)

  const insert = (facts: string) =>
    `insert into rule_values (rule_key, value, effective_from, recorded_at, adopted_by_proposal_id, emergency_measure_id)
     values ('feed.photos_per_post', '3', now(), now(), ${facts})`
  const supersede = `update rule_values set superseded_at = now() where rule_key = 'feed.photos_per_post' and superseded_at is null`

  async function adopted() {
    await foundedBy(await someone('Awa'), { legalForm: 'association' })
    await db.transaction((transaction) => Organisation.adoptCharter(clock.now(), transaction))
  }

  /** A vote of the members that decided something. */
  async function aDecision(): Promise<number> {
    const neighbours: Neighbour[] = []
    for (const name of ['Awa', 'Bastien', 'Chloé', 'Driss']) {
      neighbours.push(await aNeighbour(name, '2026-01-05'))
    }
    const change = { key: 'join.minimum_age', value: 16 }
    const answers = neighbours.map((one): [Neighbour, Choice] => [one, YES])
    const vote = await voted('rule_change', change, answers, noon('2026-03-02'))
    if (vote.stage !== 'adopted') throw new Error(`The vote is ${vote.stage}`)
    return vote.id
  }

  test('before the charter a rule may change; after it, only by a vote or a measure', async ({
    assert,
  }) => {
    await adopted()
    const change = (facts: string) =>
      db.transaction(async (transaction) => {
        await transaction.rawQuery(supersede)
        await transaction.rawQuery(insert(facts))
      })
    await assert.rejects(() => change('null, null'), /rule_values_change_by_vote/)
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          recordFoundingValues(transaction, clock.now(), { 'feed.photos_per_post': 3 })
        ),
      /rule_values_change_by_vote/
    )
    await change(`${await aDecision()}, null`)
    await asOwner((owner) => owner.query('drop trigger rule_values_change_by_vote on rule_values'))
    await change('null, null')
  })

  test('a rule is not left without a value, which would give it back its default', async ({
    assert,
  }) => {
    await adopted()
    await assert.rejects(() => db.rawQuery(supersede), /rule_values_leave_no_gap/)
    await asOwner((owner) => owner.query('drop trigger rule_values_leave_no_gap on rule_values'))
    await db.rawQuery(supersede)
  })

  test('the charter is adopted for good, and the founder stands', async ({ assert }) => {
    await adopted()
    const tries = [
      'update organisation set charter_adopted_at = null',
      'update organisation set founder_id = null',
      `update organisation set name = 'Autre'`,
      `update organisation set charter_fr = 'Tout est permis.'`,
      'delete from organisation',
    ]
    for (const statement of tries) {
      await assert.rejects(() => db.rawQuery(statement), /organisation_changes_by_vote/)
    }
    await db.rawQuery(`update organisation set name = 'Votée', adopted_by_proposal_id = ?`, [
      await aDecision(),
    ])
    await assert.rejects(
      () => db.rawQuery(`update organisation set name = 'Autre'`),
      /organisation_changes_by_vote/
    )
    await asOwner((owner) =>
      owner.query('drop trigger organisation_changes_by_vote on organisation')
    )
    for (const statement of tries) await db.rawQuery(statement)
  })

  test('the versions stand, and no change goes without one', async ({ assert }) => {
    await foundedBy(await someone('Awa'))
    const counted = () => OrganisationVersion.all().then(({ length }) => length)
    assert.equal(await counted(), 1)
    await db.rawQuery(`update organisation set tagline_fr = 'Bonjour'`)
    await db.rawQuery(`update organisation set tagline_fr = 'Bonjour'`)
    assert.equal(await counted(), 2)
    for (const statement of [
      'delete from organisation_versions',
      `update organisation_versions set facts = '{}'`,
      `insert into organisation_versions values (9, '{}', null, now())`,
    ]) {
      await assert.rejects(() => db.rawQuery(statement), /permission denied/)
    }
  })

  test('a change that began before the charter was adopted is refused after it', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    await foundedBy(awa, { host: 'Chez Awa' })
    const changing = await db.transaction(async (transaction) => {
      await Organisation.adoptCharter(clock.now(), transaction)
      const organisation = new Organisation()
      const begun = organisation.amend({ host: 'Chez Bastien' }, awa.id, clock.now())
      await somebodyWaits()
      return { begun }
    })
    const result = await changing.begun
    assert.isFalse(result.ok)
    assert.equal((await Organisation.findOrFail(1)).host, 'Chez Awa')
  })

  test('two who found at once: one network', async ({ assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const both = await Promise.allSettled([foundedBy(awa), foundedBy(bastien)])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })
})
