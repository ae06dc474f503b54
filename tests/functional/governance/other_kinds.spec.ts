import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { callVote } from '#governance/calling/call'
import { keepVotes } from '#governance/closing/close'
import { mandatesInForce } from '#people/mandates_in_force'
import { Mandate } from '#people/mandate'
import { Organisation } from '#organisation/organisation'
import { Session } from '#people/session'
import { FakeClock, useClock } from '#shared/clock'
import { openYearOf } from '#treasury/ledger/year'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { filledIn, readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import {
  anAssociation,
  aProposal,
  called,
  casts,
  supported,
  voted,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const agreed = (everyone: Neighbour[]) => everyone.map((one): [Neighbour, typeof YES] => [one, YES])
const nameNow = async () => (await Organisation.findOrFail(1)).name

/** Members in March; the first two are handy by name. */
async function members(many: number) {
  const everyone = await anAssociation(many)
  const [awa, bastien] = everyone
  if (!awa || !bastien) throw new Error('Too few')
  return { everyone, awa, bastien }
}

test.group('The network’s name', (group) => {
  inTransaction(group)

  async function graded(everyone: Neighbour[], grades: Record<string, number>) {
    const [awa, ...others] = everyone
    if (!awa) throw new Error('Nobody')
    const proposal = await aProposal(
      'name',
      { options: ['Le Quai', 'La Brèche'] },
      awa.person,
      MARCH
    )
    await supported(proposal, others, MARCH)
    const { opensAt, closesAt, method } = await called(proposal, MARCH)
    await keepVotes(opensAt)
    for (const one of everyone) {
      const answer = await casts(one, proposal.id, { kind: 'grades', grades }, opensAt)
      if (!answer.ok) throw new Error(answer.refusal)
    }
    await keepVotes(closesAt)
    return { proposal, method }
  }

  test('is the one with the best majority grade, from the close on', async ({ assert }) => {
    const { everyone } = await members(4)
    const { proposal, method } = await graded(everyone, { 1: 5, 2: 3, 3: 1 })
    assert.equal(method, 'majority-judgment')
    assert.equal(await nameNow(), 'Le Quai')
    assert.equal((await Organisation.findOrFail(1)).adoptedByProposalId, proposal.id)
  })

  test('stays when the members grade it best', async ({ assert }) => {
    const { everyone } = await members(4)
    const before = await nameNow()
    const { proposal } = await graded(everyone, { 1: 0, 2: 1, 3: 5 })
    assert.equal(await nameNow(), before)
    const result = await db.from('proposal_results').where('proposal_id', proposal.id).first()
    assert.equal(result.outcome, 'refused')
  })
})

test.group('The legal form', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('is decided by a vote, and changes words and books once registered', async ({
    client,
    assert,
  }) => {
    const { everyone, awa } = await members(4)
    await voted('charter', { fr: 'Bons voisins.', en: 'Good neighbours.' }, agreed(everyone), MARCH)
    await db.transaction((transaction) => openYearOf('2026-04-01', MARCH, transaction))
    const form = await (await as(client, awa.person)).get('/decide/new/legal_form')
    form.assertStatus(200)
    const vote = await voted(
      'legal_form',
      { form: 'cooperative' },
      agreed(everyone),
      noon('2026-04-02')
    )
    assert.equal(vote.stage, 'adopted')
    assert.equal((await Organisation.findOrFail(1)).legalForm, 'association')
    const later = noon('2026-06-01')
    time.set(later)
    const board = await someoneWith('board', 'Solène')
    const browser = await as(client, board)
    const path = `/decide/${vote.id}/registration`
    const page = await browser.get(path)
    page.assertStatus(200)
    assert.include(readable(page.text()), 'Société coopérative')
    const early = await browser.post(path, { number: 'RCS Niort 812 345 678', on: '2026-03-01' })
    early.assertStatus(422)
    assert.deepEqual(filledIn(early.text()).number, ['RCS Niort 812 345 678'])
    const refused = await (await as(client, awa.person)).post(path, { number: 'x', on: 'y' })
    refused.assertStatus(403)
    const words = async () => (await (await as(client, awa.person)).get('/me')).text()
    assert.include(readable(await words()), 'Mon adhésion')
    const kept = await browser
      .post(path, { number: 'RCS Niort 812 345 678', on: '2026-05-20' })
      .redirects(0)
    kept.assertStatus(303)
    const { legalForm, registration } = await Organisation.findOrFail(1)
    assert.deepEqual([legalForm, registration], ['cooperative', 'RCS Niort 812 345 678'])
    assert.include(readable(await words()), 'Mon sociétariat')
    const years = await db.transaction(async (transaction) => [
      (await openYearOf('2026-06-01', later, transaction)).form,
      (await openYearOf('2027-01-02', noon('2027-01-02'), transaction)).form,
    ])
    assert.deepEqual(years, ['association', 'cooperative'])
    const again = await browser.post(path, { number: 'RCS 1', on: '2026-05-20' })
    again.assertStatus(404)
  })

  test('is not what no registration says', async ({ assert }) => {
    const { everyone } = await members(4)
    await voted('charter', { fr: 'Bons voisins.', en: 'Good neighbours.' }, agreed(everyone), MARCH)
    const vote = await voted('legal_form', { form: 'cooperative' }, agreed(everyone), MARCH)
    const { id: proposalId } = vote
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          Organisation.decide({ legalForm: 'cooperative' }, { proposalId, at: MARCH }, transaction)
        ),
      /organisation_form_is_registered/
    )
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction.table('legal_form_registrations').insert({
            ...{ proposal_id: proposalId, form: 'sole_trader', number: 'RCS 1' },
            ...{ registered_on: '2026-03-20', recorded_at: MARCH },
          })
        ),
      /legal_form_registrations_of_a_vote/
    )
  })
})

test.group('An exclusion', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('hears the person, then ends membership, mandates and sessions', async ({
    client,
    assert,
  }) => {
    const { everyone, awa, bastien } = await members(6)
    const term = { startsAt: noon('2026-01-05'), endsAt: noon('2027-01-05') }
    await Mandate.grant({ personId: bastien.person.id, role: 'board', ...term, at: MARCH })
    const payload = { personId: bastien.person.id }
    const proposal = await aProposal('exclusion', payload, awa.person, MARCH)
    await supported(proposal, everyone.slice(2), MARCH)
    const caller = { personId: awa.person.id, convenes: false }
    const early = await db.transaction((transaction) =>
      callVote({ proposalId: proposal.id, caller }, MARCH, transaction)
    )
    assert.deepEqual(early, { ok: false, refusal: { key: 'not_heard', words: { days: 15 } } })
    const other = await (
      await as(client, awa.person)
    ).post(`/decide/${proposal.id}/answer`, {
      answer: 'Pour lui.',
    })
    other.assertStatus(403)
    const his = await as(client, bastien.person)
    const answer = { answer: 'J’ai rendu la clef.' }
    await his.post(`/decide/${proposal.id}/answer`, answer).redirects(0)
    const page = await (await as(client, awa.person)).get(`/decide/${proposal.id}`)
    assert.include(readable(page.text()), 'J’ai rendu la clef.')
    const visitor = await as(client, null)
    ;(await visitor.get(`/decide/${proposal.id}`)).assertStatus(404)
    assert.notInclude(readable((await visitor.get('/decide')).text()), 'Bastien')
    const { opensAt, closesAt, secrecy, majority } = await called(proposal, MARCH, caller)
    assert.deepEqual([secrecy, majority], ['secret', 'extraordinary'])
    await keepVotes(opensAt)
    for (const one of everyone) await casts(one, proposal.id, YES, opensAt)
    await keepVotes(closesAt)
    assert.deepEqual(await mandatesInForce(bastien.person.id, closesAt), [])
    assert.lengthOf(await Session.query().where('personId', bastien.person.id), 0)
    time.set(new Date(closesAt.getTime() + 3_600_000))
    const back = await as(client, bastien.person)
    for (const path of ['/feed', '/posts/new', '/decide', '/me', '/members', '/notifications']) {
      const turned = await back.get(path)
      turned.assertStatus(403)
      assert.include(readable(turned.text()), 'Les membres ont voté votre exclusion', path)
      assert.include(turned.text(), `href="/decide/${proposal.id}"`)
    }
    const post = { body: 'Me revoilà.', visibility: 'public', submission_key: 'k'.repeat(20) }
    ;(await back.post('/posts', post)).assertStatus(403)
    ;(await back.post(`/decide/${proposal.id}/remarks`, { body: 'Non.' })).assertStatus(403)
    assert.lengthOf(await db.from('posts').where('author_id', bastien.person.id), 0)
    for (const path of ['/membership', '/membership/shares', '/me/security', '/charter']) {
      assert.notInclude((await back.get(path)).text(), 'doorway', path)
    }
    ;(await back.get('/decide/new')).assertStatus(403)
    const decision = await back.get(`/decide/${proposal.id}`)
    decision.assertStatus(200)
    assert.include(readable(decision.text()), 'Adopté')
    const override = await db.from('standing_overrides').where('member_id', bastien.member.id)
    assert.deepEqual(
      override.map(({ kind, decided_by_proposal_id: by }) => [kind, by]),
      [['excluded', proposal.id]]
    )
  })

  test('may be called after fifteen days without an answer, not before', async ({ assert }) => {
    const { everyone, awa, bastien } = await members(6)
    const payload = { personId: bastien.person.id }
    const proposal = await aProposal('exclusion', payload, awa.person, MARCH)
    await supported(proposal, everyone.slice(2), MARCH)
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction.table('proposal_calls').insert({
            ...{ proposal_id: proposal.id, version: 1, majority: 'extraordinary', options: 0 },
            ...{ method: 'motion', parameters: '{}', secrecy: 'secret', lot_seed: 'a'.repeat(64) },
            ...{ called_at: MARCH, record_at: MARCH, opens_at: MARCH },
            closes_at: noon('2026-03-20'),
          })
        ),
      /exclusions_hear_first/
    )
    const vote = await called(proposal, noon('2026-03-17'))
    assert.equal(vote.stage, 'called')
  })

  test('is answered by the person concerned only', async ({ assert }) => {
    const { awa, bastien } = await members(4)
    const proposal = await aProposal(
      'exclusion',
      { personId: bastien.person.id },
      awa.person,
      MARCH
    )
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction.table('exclusion_answers').insert({
            ...{ proposal_id: proposal.id, person_id: awa.person.id },
            ...{ body: 'Je suis d’accord.', answered_at: MARCH },
          })
        ),
      /exclusion_answers_of_the_person/
    )
  })
})
