import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { filledIn, readable } from '#tests/support/form_page'
import { yesterday } from '#tests/support/dues'
import { inTransaction } from '#tests/support/in_transaction'
import { anAssociation, aProposal, type Neighbour } from '#tests/support/votes'

const RULE = { kind: 'rule_change', key: 'feed.photos_per_post' }
const WORDS = { title: 'Quatre photos', reasons: 'La page est trop longue.' }

async function members(many: number): Promise<Neighbour[]> {
  return anAssociation(many, yesterday())
}

const lastProposal = () => db.from('proposals').orderBy('id', 'desc').first()

test.group('Writing a proposal', (group) => {
  inTransaction(group)

  test('a change of a rule is looked at, then kept as a draft', async ({ client, assert }) => {
    const [awa] = await members(3)
    const browser = await as(client, awa?.person ?? null)
    const form = await browser.get('/decide/new/rule_change?key=feed.photos_per_post')
    form.assertStatus(200)
    const typed = { ...RULE, ...WORDS, value: '4' }
    const looked = await browser.post('/decide', { ...typed, step: 'look' })
    looked.assertStatus(200)
    assert.include(readable(looked.text()), 'deviendrait')
    assert.isNull(await lastProposal())
    const kept = await browser.post('/decide', { ...typed, step: 'keep' }).redirects(0)
    kept.assertStatus(303)
    const proposal = await lastProposal()
    kept.assertHeader('location', `/decide/${proposal.id}`)
    const version = await db.from('proposal_versions').where('proposal_id', proposal.id).first()
    assert.deepEqual(version.payload, { key: 'feed.photos_per_post', value: 4 })
    const page = await browser.get(`/decide/${proposal.id}`)
    page.assertStatus(200)
    assert.include(page.text(), 'Brouillon')
  })

  test('a value out of bounds is refused, and what was typed stays', async ({ client, assert }) => {
    const [awa] = await members(3)
    const browser = await as(client, awa?.person ?? null)
    const refused = await browser.post('/decide', {
      ...RULE,
      ...WORDS,
      value: '4000',
      step: 'keep',
    })
    refused.assertStatus(422)
    const fields = filledIn(refused.text())
    assert.deepEqual(fields.title, [WORDS.title])
    assert.deepEqual(fields.reasons, [WORDS.reasons])
    assert.deepEqual(fields.value, ['4000'])
    assert.isNull(await lastProposal())
  })

  test('what changes nothing is refused', async ({ client, assert }) => {
    const [awa] = await members(3)
    const browser = await as(client, awa?.person ?? null)
    const refused = await browser.post('/decide', { ...RULE, ...WORDS, value: '10', step: 'keep' })
    refused.assertStatus(422)
    assert.include(readable(refused.text()), 'C’est déjà ainsi')
  })

  test('who is no member reads why, and drafts nothing', async ({ client, assert }) => {
    await members(3)
    const browser = await as(client, await someone('Driss'))
    const page = await browser.get('/decide/new')
    page.assertStatus(403)
    assert.include(readable(page.text()), 'à jour de cotisation')
    const refused = await browser.post('/decide', { ...RULE, ...WORDS, value: '4', step: 'keep' })
    refused.assertStatus(403)
    assert.isNull(await lastProposal())
  })

  test('a draft is its author’s alone, who rewrites it in versions', async ({ client, assert }) => {
    const [awa, bastien] = await members(3)
    const mine = await as(client, awa?.person ?? null)
    const other = await as(client, bastien?.person ?? null)
    await mine.post('/decide', { ...RULE, ...WORDS, value: '4', step: 'keep' }).redirects(0)
    const { id } = await lastProposal()
    ;(await other.get(`/decide/${id}`)).assertStatus(404)
    ;(await other.get(`/decide/${id}/edit`)).assertStatus(404)
    ;(await other.post(`/decide/${id}/discussion`)).assertStatus(404)
    const edit = await mine.get(`/decide/${id}/edit`)
    edit.assertStatus(200)
    assert.deepEqual(filledIn(edit.text()).value, ['4'])
    const words = { ...WORDS, title: 'Cinq photos', value: '5', version: '1', step: 'keep' }
    ;(await mine.post(`/decide/${id}/versions`, words).redirects(0)).assertStatus(303)
    const versions = await mine.get(`/decide/${id}/versions`)
    versions.assertStatus(200)
    assert.include(versions.text(), 'Cinq</ins>')
    const late = await mine.post(`/decide/${id}/versions`, words)
    late.assertStatus(422)
    assert.include(readable(late.text()), 'Une autre version a paru')
  })

  test('a charter is shown word by word against the one of today', async ({ client, assert }) => {
    const [awa] = await members(3)
    await db.from('organisation').update({
      charter_fr: 'Soyons bons voisins.',
      revised_at: new Date(clock.now().getTime() - 1000),
    })
    const browser = await as(client, awa?.person ?? null)
    const looked = await browser.post('/decide', {
      ...WORDS,
      kind: 'charter',
      fr: 'Soyons bons amis.',
      en: '',
      step: 'look',
    })
    looked.assertStatus(200)
    assert.match(looked.text(), /<del>.*voisins\.<\/del><ins>.*amis\.<\/ins>/)
  })

  test('an election offers the seats of the rule book and no more', async ({ client, assert }) => {
    const [awa] = await members(3)
    const browser = await as(client, awa?.person ?? null)
    const asked = { ...WORDS, kind: 'election', role: 'moderator', step: 'keep' }
    const refused = await browser.post('/decide', { ...asked, seats: '9' })
    refused.assertStatus(422)
    assert.include(readable(refused.text()), 'Le livre des règles en prévoit 3')
    ;(await browser.post('/decide', { ...asked, seats: '3' }).redirects(0)).assertStatus(303)
  })

  test('a recall names a mandate in force', async ({ client, assert }) => {
    const [awa] = await members(3)
    const browser = await as(client, awa?.person ?? null)
    const page = await browser.get('/decide/new/recall')
    assert.include(readable(page.text()), 'Aucun mandat n’est en cours')
    const refused = await browser.post('/decide', { ...WORDS, kind: 'recall', step: 'keep' })
    refused.assertStatus(422)
    assert.include(readable(refused.text()), 'Choisissez un mandat en cours')
  })

  test('a proposal of a kind that does not exist is not found', async ({ client }) => {
    const [awa] = await members(1)
    const browser = await as(client, awa?.person ?? null)
    ;(await browser.get('/decide/new/nothing')).assertStatus(404)
    ;(await browser.post('/decide', { kind: 'nothing' })).assertStatus(422)
  })
})

test.group('From discussion to the call', (group) => {
  inTransaction(group)

  const change = { key: 'feed.photos_per_post', value: 4 }

  test('supporters put a proposal to the vote, its author calls it', async ({ client, assert }) => {
    const [awa, bastien, driss] = await members(11)
    if (!awa || !bastien || !driss) throw new Error('Too few')
    const { id } = await aProposal('rule_change', change, awa.person, clock.now())
    const mine = await as(client, awa.person)
    ;(await mine.post(`/decide/${id}/supports`)).assertStatus(403)
    assert.include(readable((await mine.get(`/decide/${id}`)).text()), 'il en manque 2')
    ;(await mine.get(`/decide/${id}/call`)).assertStatus(403)
    const early = await mine.post(`/decide/${id}/call`)
    early.assertStatus(422)
    assert.include(readable(early.text()), 'Il manque encore 2 soutiens')
    for (const { person } of [bastien, bastien, driss]) {
      const browser = await as(client, person)
      ;(await browser.post(`/decide/${id}/supports`).redirects(0)).assertStatus(303)
    }
    assert.lengthOf(await db.from('proposal_seconds').where('proposal_id', id), 2)
    ;(await mine.get(`/decide/${id}/call`)).assertStatus(200)
    ;(await mine.post(`/decide/${id}/call`).redirects(0)).assertStatus(303)
    assert.isNotNull(await db.from('proposal_calls').where('proposal_id', id).first())
    const page = await mine.get(`/decide/${id}`)
    assert.include(readable(page.text()), 'Vote convoqué')
    ;(await mine.get(`/decide/${id}/edit`)).assertStatus(403)
  })

  test('who is no member neither supports, remarks nor amends', async ({ client, assert }) => {
    const [awa] = await members(4)
    if (!awa) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', change, awa.person, clock.now())
    const browser = await as(client, await someone('Driss'))
    const page = await browser.get(`/decide/${id}`)
    assert.include(readable(page.text()), 'la cotisation donne le droit de vote')
    for (const part of ['supports', 'amendments', 'withdrawal', 'call']) {
      ;(await browser.post(`/decide/${id}/${part}`)).assertStatus(403)
    }
    ;(await browser.post(`/decide/${id}/remarks`, { body: 'Bonjour' })).assertStatus(403)
    assert.lengthOf(await db.from('proposal_remarks').where('proposal_id', id), 0)
  })

  test('a remark is said once it says something', async ({ client, assert }) => {
    const [awa, bastien] = await members(4)
    if (!awa || !bastien) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', change, awa.person, clock.now())
    const browser = await as(client, bastien.person)
    const long = 'x'.repeat(4001)
    const refused = await browser.post(`/decide/${id}/remarks`, { body: long })
    refused.assertStatus(422)
    assert.deepEqual(filledIn(refused.text()).body, [long])
    const said = await browser
      .post(`/decide/${id}/remarks`, { body: 'Et <b>six</b> ?' })
      .redirects(0)
    said.assertStatus(303)
    const page = await browser.get(`/decide/${id}`)
    assert.include(page.text(), 'Et &lt;b&gt;six&lt;/b&gt; ?')
    const visitor = await as(client, null)
    assert.notInclude((await visitor.get(`/decide/${id}`)).text(), 'six')
  })

  test('an amendment becomes the next version when the author accepts it', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = await members(4)
    if (!awa || !bastien) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', change, awa.person, clock.now())
    const other = await as(client, bastien.person)
    ;(await other.get(`/decide/${id}/amendments/new`)).assertStatus(200)
    const words = { ...WORDS, value: '6', version: '1', step: 'keep' }
    const empty = await other.post(`/decide/${id}/amendments`, words)
    empty.assertStatus(422)
    const reason = 'Quatre, c’est peu.'
    for (const value of ['6', '7']) {
      const form = { ...words, value, reason }
      ;(await other.post(`/decide/${id}/amendments`, form).redirects(0)).assertStatus(303)
    }
    const [first, second] = await db
      .from('proposal_amendments')
      .where('proposal_id', id)
      .orderBy('id')
    ;(await other.post(`/decide/${id}/amendments/${first.id}/acceptance`)).assertStatus(403)
    const mine = await as(client, awa.person)
    const accept = (amendment: number) =>
      mine.post(`/decide/${id}/amendments/${amendment}/acceptance`).redirects(0)
    ;(await accept(first.id)).assertStatus(303)
    ;(await accept(second.id)).assertStatus(303)
    const versions = await db.from('proposal_versions').where('proposal_id', id).orderBy('version')
    assert.deepEqual(
      versions.map(({ payload }) => payload.value),
      [4, 6]
    )
    assert.equal(versions[1].author_id, bastien.person.id)
    const refused = await mine.post(`/decide/${id}/amendments/${second.id}/refusal`).redirects(0)
    refused.assertStatus(303)
    const answers = await db.from('proposal_amendment_answers').orderBy('amendment_id')
    assert.deepEqual(
      answers.map(({ accepted }) => accepted),
      [true, false]
    )
  })

  test('members stand and stand down, once', async ({ client, assert }) => {
    const [awa, bastien] = await members(4)
    if (!awa || !bastien) throw new Error('Nobody')
    const seats = { role: 'moderator', seats: 3 }
    const { id } = await aProposal('election', seats, awa.person, clock.now())
    const browser = await as(client, bastien.person)
    ;(await browser.post(`/decide/${id}/candidacy`, { statement: '' })).assertStatus(422)
    const stand = () =>
      browser.post(`/decide/${id}/candidacy`, { statement: 'Me voici.' }).redirects(0)
    ;(await stand()).assertStatus(303)
    assert.include((await browser.get(`/decide/${id}`)).text(), 'Me voici.')
    ;(await browser.post(`/decide/${id}/candidacy/withdrawal`).redirects(0)).assertStatus(303)
    ;(await stand()).assertStatus(303)
    assert.lengthOf(await db.from('proposal_candidacies').where('proposal_id', id), 1)
    assert.include(readable((await browser.get(`/decide/${id}`)).text()), 'candidature retirée')
  })

  test('a proposal withdrawn is over', async ({ client, assert }) => {
    const [awa, bastien] = await members(4)
    if (!awa || !bastien) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', change, awa.person, clock.now())
    const mine = await as(client, awa.person)
    ;(await mine.post(`/decide/${id}/withdrawal`).redirects(0)).assertStatus(303)
    const other = await as(client, bastien.person)
    ;(await other.post(`/decide/${id}/supports`).redirects(0)).assertStatus(303)
    assert.lengthOf(await db.from('proposal_seconds').where('proposal_id', id), 0)
    assert.include(readable((await other.get(`/decide/${id}`)).text()), 'Retirée')
  })
})
