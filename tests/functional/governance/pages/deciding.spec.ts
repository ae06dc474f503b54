import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { clock, FakeClock, useClock } from '#shared/clock'
import { Proposal } from '#governance/proposing/proposal'
import { Mandate } from '#people/mandate'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'
import {
  aNeighbour,
  anAssociation,
  aProposal,
  called,
  casts,
  supported,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const CHANGE = { key: 'feed.photos_per_post', value: 4 }
const MARCH = noon('2026-03-02')

test.group('What is to be decided', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function aCalledVote() {
    const neighbours = await anAssociation(5)
    const [awa, ...others] = neighbours
    if (!awa) throw new Error('Nobody')
    const proposal = await aProposal('rule_change', CHANGE, awa.person, clock.now())
    await supported(proposal, others, clock.now())
    const vote = await called(proposal, clock.now())
    return { awa, others, vote, id: proposal.id }
  }

  test('is told by the clock, whether or not the votes were kept', async ({ client, assert }) => {
    const { awa, vote, id } = await aCalledVote()
    const browser = await as(client, awa.person)
    const said = async () => readable((await browser.get('/decide')).text())
    assert.include(await said(), 'Bientôt au vote')
    time.set(vote.opensAt)
    assert.include(await said(), 'On vote')
    assert.include(await said(), 'Encore 7 jours')
    assert.include((await browser.get('/decide')).text(), `/decide/${id}/ballot`)
    time.set(vote.closesAt)
    assert.include(await said(), 'on dépouille')
    assert.notInclude((await browser.get('/decide')).text(), `/decide/${id}/ballot`)
    assert.notInclude((await browser.get(`/decide/${id}`)).text(), `/decide/${id}/ballot`)
    await keepVotes(clock.now())
    assert.match(await said(), /Participation\s: 0 sur 5/)
  })

  test('says whether one has voted, and asks no more', async ({ client, assert }) => {
    const { awa, vote, id } = await aCalledVote()
    time.set(vote.opensAt)
    await keepVotes(clock.now())
    await casts(awa, id, YES, clock.now())
    const browser = await as(client, awa.person)
    const list = (await browser.get('/decide')).text()
    assert.include(list, 'Vous avez voté')
    assert.notInclude(list, '/ballot')
    const page = readable((await browser.get(`/decide/${id}`)).text())
    assert.include(page, 'Votre vote est enregistré')
    assert.include(page, 'Vous êtes sur la liste')
  })

  test('says to who came too late for the roll why, and what to do', async ({ client, assert }) => {
    const { vote, id } = await aCalledVote()
    time.set(vote.opensAt)
    await keepVotes(clock.now())
    const late: Neighbour = await aNeighbour('Fatou', '2026-03-18')
    const browser = await as(client, late.person)
    const page = readable((await browser.get(`/decide/${id}`)).text())
    assert.include(page, 'Vous n’êtes pas sur la liste')
    assert.include(page, 'la liste était déjà arrêtée')
    const driss = await as(client, await someone('Driss'))
    const text = readable((await driss.get(`/decide/${id}`)).text())
    assert.include(text, 'la cotisation donne le droit de vote')
  })

  test('is read by visitors, in a page and in JSON, drafts and discussion left out', async ({
    client,
    assert,
  }) => {
    const { awa, id } = await aCalledVote()
    await db.transaction(async (transaction) => {
      const words = { title: 'Mon brouillon', reasons: '', payload: {} }
      const draft = { kind: 'consultation' as const, authorId: awa.person.id, ...words }
      await Proposal.start(draft, clock.now(), transaction)
    })
    const visitor = await as(client, null)
    const list = (await visitor.get('/decide')).text()
    assert.include(list, 'Une proposition')
    assert.notInclude(list, 'Mon brouillon')
    const page = readable((await visitor.get(`/decide/${id}`)).text())
    assert.match(page, /4\sphotos/)
    assert.notInclude(page, 'Bastien')
    const json = await visitor.get('/decide').header('accept', 'application/json')
    const { proposals } = json.body()
    assert.lengthOf(proposals, 1)
    assert.containsSubset(proposals[0], {
      ...{ id, stage: 'called', payload: CHANGE, supporters: 4, result: null },
    })
    const one = await visitor.get(`/decide/${id}`).header('accept', 'application/json')
    assert.equal(one.body().id, id)
  })

  test('of a recall, visitors are not told what is held against someone', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = await anAssociation(5)
    if (!awa || !bastien) throw new Error('Too few')
    const mandate = await Mandate.grant({
      ...{ personId: bastien.person.id, role: 'board', startsAt: noon('2026-01-05') },
      ...{ endsAt: noon('2027-01-05'), at: noon('2026-01-05') },
    })
    const payload = { mandateId: mandate.id }
    const { id } = await aProposal('recall', payload, awa.person, clock.now())
    const visitor = await as(client, null)
    const member = await as(client, awa.person)
    assert.notInclude((await visitor.get(`/decide/${id}`)).text(), 'Parce que.')
    assert.include((await member.get(`/decide/${id}`)).text(), 'Parce que.')
    assert.include(readable((await member.get(`/decide/${id}`)).text()), 'Le mandat de Bastien')
    const json = await visitor.get(`/decide/${id}`).header('accept', 'application/json')
    assert.isNull(json.body().reasons)
  })

  test('is called by the board without waiting for supporters, never a recall', async ({
    client,
    assert,
  }) => {
    const [awa] = await anAssociation(5)
    if (!awa) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', CHANGE, awa.person, clock.now())
    const board = await someoneWith('board')
    const browser = await as(client, board)
    ;(await browser.get(`/decide/${id}/call`)).assertStatus(200)
    ;(await browser.post(`/decide/${id}/call`)).assertStatus(303)
    assert.isNotNull(await db.from('proposal_calls').where('proposal_id', id).first())
    const mandate = await Mandate.findByOrFail('personId', board.id)
    const recall = await aProposal('recall', { mandateId: mandate.id }, awa.person, clock.now())
    const refused = await browser.post(`/decide/${recall.id}/call`)
    refused.assertStatus(422)
    assert.include(readable(refused.text()), 'Il manque encore')
    assert.isNull(await db.from('proposal_calls').where('proposal_id', recall.id).first())
  })

  test('is called by a mandate only after a second factor', async ({ client, assert }) => {
    const [awa] = await anAssociation(5)
    if (!awa) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', CHANGE, awa.person, clock.now())
    const board = await someoneWith('board')
    const browser = await as(client, board)
    await db.from('sessions').where('person_id', board.id).update({ second_factor_at: null })
    const asked = await browser.post(`/decide/${id}/call`)
    asked.assertStatus(303)
    assert.match(asked.header('location') ?? '', /^\/confirm\?/)
    assert.isNull(await db.from('proposal_calls').where('proposal_id', id).first())
  })

  test('takes so many remarks of one person an hour, and no more', async ({ client, assert }) => {
    const [awa] = await anAssociation(3)
    if (!awa) throw new Error('Nobody')
    const { id } = await aProposal('rule_change', CHANGE, awa.person, clock.now())
    const browser = await as(client, awa.person)
    const say = () => browser.post(`/decide/${id}/remarks`, { body: 'Encore.' })
    ;(await say()).assertStatus(303)
    const [key, points] = [`remarks:${awa.person.id}`, 60]
    await db.from('rate_limits').where({ key }).update({ points })
    ;(await say()).assertStatus(429)
    assert.lengthOf(await db.from('proposal_remarks').where('proposal_id', id), 1)
  })

  test('shows the last decisions first, and all of them when asked', async ({ client, assert }) => {
    const [awa] = await anAssociation(3)
    if (!awa) throw new Error('Nobody')
    for (let number = 1; number <= 22; number += 1) {
      const proposal = await aProposal('consultation', {}, awa.person, clock.now())
      await db.transaction((transaction) =>
        proposal.withdraw(awa.person.id, clock.now(), transaction)
      )
    }
    const visitor = await as(client, null)
    const cards = async (path: string) =>
      [...(await visitor.get(path)).text().matchAll(/proposal-card__title"><a href="(.*?)"/g)].map(
        ([, href]) => href
      )
    const first = await cards('/decide/decided')
    assert.lengthOf(first, 20)
    assert.deepEqual(await cards('/decide'), first.slice(0, 10))
    const [, older = ''] =
      /href="(\/decide\/decided\?before=\d+)"/.exec(
        (await visitor.get('/decide/decided')).text()
      ) ?? []
    const rest = await cards(older)
    assert.lengthOf(new Set([...first, ...rest]), 22)
    const json = await visitor.get('/decide/decided').header('accept', 'application/json')
    assert.equal(json.body().next, older)
    assert.lengthOf(json.body().proposals, 20)
    for (const before of ['0', 'abc', '-1', '99999999999999999999']) {
      ;(await visitor.get(`/decide/decided?before=${before}`)).assertStatus(200)
    }
  })

  test('is shown after the close with what stood before it', async ({ client, assert }) => {
    const { awa, others, vote, id } = await aCalledVote()
    time.set(vote.opensAt)
    await keepVotes(clock.now())
    for (const one of [awa, ...others]) await casts(one, id, YES, clock.now())
    time.set(vote.closesAt)
    await keepVotes(clock.now())
    const page = readable((await (await as(client, awa.person)).get(`/decide/${id}`)).text())
    assert.include(page, 'Adoptée')
    assert.match(page, /10\sphotos/)
    assert.match(page, /4\sphotos/)
  })
})

test.group('With nothing to decide', (group) => {
  inTransaction(group)
  founded(group)

  test('the page says what will be there', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const page = await visitor.get('/decide')
    page.assertStatus(200)
    assert.include(readable(page.text()), 'Rien à décider pour l’instant')
  })
})
