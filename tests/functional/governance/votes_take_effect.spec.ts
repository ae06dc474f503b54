import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { readProposal } from '#governance/proposing/read_proposal'
import { mandatesInForce } from '#people/mandates_in_force'
import { Mandate } from '#people/mandate'
import { bookAsOf } from '#rulebook/rule_book'
import { inTransaction } from '#tests/support/in_transaction'
import { noon } from '#tests/support/dues'
import {
  aNeighbour,
  anAssociation,
  aProposal,
  called,
  casts,
  NO,
  supported,
  voted,
  YES,
  type Neighbour,
} from '#tests/support/votes'
import type { Choice } from '#governance/voting/choice'

const MARCH = noon('2026-03-02')
const answers = (neighbours: Neighbour[], choices: Choice[]) =>
  neighbours.map((one, index): [Neighbour, Choice] => [one, choices[index] ?? YES])

test.group('A vote takes effect by itself', (group) => {
  inTransaction(group)

  test('a rule has its new value at the instant of the close, and names the vote', async ({
    assert,
  }) => {
    const everyone = await anAssociation(6)
    const change = { key: 'feed.photos_per_post', value: 4 }
    const vote = await voted(
      'rule_change',
      change,
      answers(everyone, [YES, YES, YES, YES, NO]),
      MARCH
    )
    assert.equal(vote.stage, 'adopted')
    if (!vote.closesAt) throw new Error('No close')
    const before = await bookAsOf(new Date(vote.closesAt.getTime() - 1))
    const after = await bookAsOf(vote.closesAt)
    assert.equal(before.value('feed.photos_per_post'), 10)
    assert.equal(after.value('feed.photos_per_post'), 4)
    assert.deepEqual(after.source('feed.photos_per_post'), {
      kind: 'proposal',
      proposalId: vote.id,
    })
  })

  test('a refused proposal changes nothing', async ({ assert }) => {
    const everyone = await anAssociation(6)
    const change = { key: 'feed.photos_per_post', value: 4 }
    const vote = await voted('rule_change', change, answers(everyone, [NO, NO, NO, YES]), MARCH)
    assert.equal(vote.outcome, 'refused')
    assert.equal((await bookAsOf(noon('2026-12-01'))).value('feed.photos_per_post'), 10)
    assert.isNull(await db.from('enactments').where('proposal_id', vote.id).first())
  })

  test('under a sole trader a vote says what members think, and changes nothing', async ({
    assert,
  }) => {
    const everyone = await anAssociation(6)
    await db.from('organisation').update({ legal_form: 'sole_trader' })
    const change = { key: 'feed.photos_per_post', value: 4 }
    const vote = await voted('rule_change', change, answers(everyone, []), MARCH)
    assert.equal(vote.outcome, 'adopted')
    assert.equal(vote.consultative, 'sole_trader')
    assert.isNull(vote.effectiveAt)
    assert.equal((await bookAsOf(noon('2026-12-01'))).value('feed.photos_per_post'), 10)
  })

  test('the charter vote ends the founding phase', async ({ assert }) => {
    const everyone = await anAssociation(4)
    const words = { fr: 'Soyons bons voisins.', en: 'Let us be good neighbours.' }
    const vote = await voted('charter', words, answers(everyone, []), MARCH)
    const organisation = await db.from('organisation').firstOrFail()
    assert.equal(organisation.charter_fr, words.fr)
    assert.deepEqual(organisation.charter_adopted_at, vote.closesAt)
    assert.equal(organisation.adopted_by_proposal_id, vote.id)
  })

  test('an election grants the mandates, and those before have them no more', async ({
    assert,
  }) => {
    const everyone = await anAssociation(8)
    const [awa, bastien, chloe, driss, emile] = everyone
    if (!awa || !bastien || !chloe || !driss || !emile) throw new Error('Too few')
    const term = {
      startsAt: noon('2026-01-05'),
      endsAt: noon('2027-01-05'),
      at: noon('2026-01-05'),
    }
    await Mandate.grant({ personId: emile.person.id, role: 'moderator', ...term })
    const seats = { role: 'moderator', seats: 3 }
    const proposal = await aProposal('election', seats, awa.person, MARCH)
    await db.transaction(async (transaction) => {
      for (const { person } of [awa, bastien, chloe, driss]) {
        await proposal.stand({ personId: person.id, statement: 'Me voici.' }, MARCH, transaction)
      }
    })
    await supported(proposal, [bastien, chloe, driss], MARCH)
    const { opensAt, closesAt } = await called(proposal, MARCH)
    // On the paper in the order of their names: Awa, Bastien, Chloé, Driss.
    for (const [index, one] of everyone.entries()) {
      const ranks = index % 2 === 0 ? [1, 2, 3] : [2, 1, 4]
      assert.isTrue((await casts(one, proposal.id, { kind: 'ranking', ranks }, opensAt)).ok)
    }
    assert.deepEqual(await mandatesInForce(emile.person.id, opensAt), ['moderator'])
    await keepVotes(closesAt)
    assert.deepEqual(await mandatesInForce(emile.person.id, closesAt), [])
    assert.deepEqual(await mandatesInForce(awa.person.id, closesAt), ['moderator'])
    assert.deepEqual(await mandatesInForce(bastien.person.id, closesAt), ['moderator'])
    const granted = await db.from('mandates').where('granted_by_proposal_id', proposal.id)
    assert.lengthOf(granted, 3)
  })

  test('a recall ends the mandate at the instant of the close', async ({ assert }) => {
    const everyone = await anAssociation(6)
    const [awa, bastien] = everyone
    if (!awa || !bastien) throw new Error('Too few')
    const term = {
      startsAt: noon('2026-01-05'),
      endsAt: noon('2027-01-05'),
      at: noon('2026-01-05'),
    }
    const mandate = await Mandate.grant({ personId: bastien.person.id, role: 'board', ...term })
    const vote = await voted('recall', { mandateId: mandate.id }, answers(everyone, []), MARCH)
    if (!vote.closesAt) throw new Error('No close')
    const justBefore = new Date(vote.closesAt.getTime() - 1)
    assert.deepEqual(await mandatesInForce(bastien.person.id, justBefore), ['board'])
    assert.deepEqual(await mandatesInForce(bastien.person.id, vote.closesAt), [])
  })

  test('a vote closed twice is counted once', async ({ assert }) => {
    const everyone = await anAssociation(4)
    const change = { key: 'feed.photos_per_post', value: 4 }
    const vote = await voted('rule_change', change, answers(everyone, []), MARCH)
    await keepVotes(noon('2026-06-01'))
    assert.lengthOf(await db.from('rule_values').where('adopted_by_proposal_id', vote.id), 1)
    assert.equal((await readProposal(vote.id, noon('2026-06-01')))?.attended, 4)
  })

  test('dues paid a second after the record date come too late for this vote', async ({
    assert,
  }) => {
    const everyone = await anAssociation(4)
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    const change = { key: 'feed.photos_per_post', value: 4 }
    const proposal = await aProposal('rule_change', change, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const { opensAt, closesAt, recordAt } = await called(proposal, MARCH)
    const late = await aNeighbour('Fatou', '2026-03-18')
    assert.isAbove(noon('2026-03-18').getTime(), recordAt.getTime())
    await keepVotes(opensAt)
    const answer = await casts(late, proposal.id, YES, noon('2026-03-20'))
    assert.deepEqual(answer, { ok: false, refusal: 'not_on_roll' })
    assert.deepEqual(await casts(awa, proposal.id, YES, closesAt), { ok: false, refusal: 'closed' })
  })
})
