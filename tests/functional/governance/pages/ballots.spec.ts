import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { keepVotes } from '#governance/closing/close'
import { readProposal } from '#governance/proposing/read_proposal'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { aNeighbour, anAssociation, aProposal, called, supported } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

test.group('A ballot paper', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** An open vote on a rule, or to elect one of three who stand by a method. */
  async function anOpenVote(
    method?: 'majority-judgment' | 'approval' | 'scottish-stv' | 'schulze'
  ) {
    const everyone = await anAssociation(6)
    const [awa, bastien, chloe] = everyone
    if (!awa || !bastien || !chloe) throw new Error('Too few')
    if (method) {
      await ruledBy({ 'mandates.treasurer': { seats: 1, term_months: 12, method } })
    }
    const proposal = method
      ? await aProposal('election', { role: 'treasurer', seats: 1 }, awa.person, MARCH)
      : await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await db.transaction(async (transaction) => {
      if (!method) return
      for (const { person } of [awa, bastien, chloe]) {
        const statement = `Les comptes, c’est ${person.name}.`
        await proposal.stand({ personId: person.id, statement }, MARCH, transaction)
      }
    })
    await supported(proposal, everyone.slice(1), MARCH)
    const vote = await called(proposal, MARCH)
    time.set(vote.opensAt)
    await keepVotes(vote.opensAt)
    return { everyone, awa, bastien, vote, id: proposal.id }
  }

  const ballotsIn = (id: number) => db.from('ballots').where('proposal_id', id)

  async function paperOf(client: ApiClient, person: { id: number }, id: number) {
    const browser = await as(client, person)
    const path = `/decide/${id}/ballot`
    return {
      look: () => browser.get(path),
      send: (form: Record<string, unknown>) => browser.post(path, form).redirects(0),
    }
  }

  test('of an open vote is cast at once, shown again, and changed until the close', async ({
    client,
    assert,
  }) => {
    const { awa, id } = await anOpenVote()
    const paper = await paperOf(client, awa.person, id)
    const empty = readable((await paper.look()).text())
    for (const word of ['Pour', 'Contre', 'Abstention', 'Blanc', 'Encore 7 jours']) {
      assert.include(empty, word)
    }
    ;(await paper.send({ answer: 'for' })).assertStatus(303)
    const after = await paper.look()
    assert.include(readable(after.text()), 'Votre vote est enregistré')
    assert.match(readable(after.text()), /[0-9a-f]{4}(-[0-9a-f]{4}){3}/)
    ;(await paper.send({ answer: 'blank' })).assertStatus(303)
    const rows = await ballotsIn(id)
    assert.lengthOf(rows, 1)
    assert.deepEqual(rows[0]?.choice, { kind: 'blank' })
    assert.lengthOf(await db.from('attendances').where('proposal_id', id), 1)
  })

  test('of a secret vote is read again before it is cast, and never comes back', async ({
    client,
    assert,
  }) => {
    const { bastien, id } = await anOpenVote('scottish-stv')
    const paper = await paperOf(client, bastien.person, id)
    const filled = { rank_1: '2', rank_2: '', rank_3: '1' }
    const looking = await paper.send({ ...filled, step: 'look' })
    looking.assertStatus(200)
    assert.include(readable(looking.text()), '1. Chloé')
    assert.include(readable(looking.text()), '2. Awa')
    assert.lengthOf(await ballotsIn(id), 0)
    const mending = await paper.send({ ...filled, step: 'mend' })
    assert.match(mending.text(), /<option value="2" selected>/)
    ;(await paper.send({ ...filled, step: 'cast' })).assertStatus(303)
    const [ballot] = await ballotsIn(id)
    assert.deepEqual(ballot?.choice, { kind: 'ranking', ranks: [3, 1] })
    assert.isNull(ballot?.member_id)
    const again = await paper.send({ rank_2: '1', step: 'cast' })
    again.assertStatus(409)
    assert.include(readable(again.text()), 'déjà dans l’urne')
    assert.lengthOf(await ballotsIn(id), 1)
    const receipt = (await paper.look()).text()
    assert.include(readable(receipt), 'Votre reçu')
    assert.notInclude(receipt, '<select')
    assert.notInclude(receipt, '1. Chloé')
  })

  test('of majority judgment has a grade for each', async ({ client, assert }) => {
    const { awa, id } = await anOpenVote('majority-judgment')
    const paper = await paperOf(client, awa.person, id)
    const page = readable((await paper.look()).text())
    assert.include(page, 'Très bien')
    assert.include(page, 'À rejeter')
    assert.include(page, 'Les comptes, c’est Bastien.')
    const short = await paper.send({ grade_1: '5', grade_2: '3', step: 'cast' })
    short.assertStatus(422)
    assert.include(readable(short.text()), 'Il manque une mention')
    assert.match(short.text(), /name="grade_1" value="5" checked/)
    const grades = { grade_1: '5', grade_2: '3', grade_3: '0' }
    ;(await paper.send({ ...grades, step: 'cast' })).assertStatus(303)
    const [ballot] = await ballotsIn(id)
    assert.deepEqual(ballot?.choice, { kind: 'grades', grades: { 1: 5, 2: 3, 3: 0 } })
  })

  test('of an approval ticks as many as one likes', async ({ client, assert }) => {
    const { awa, id } = await anOpenVote('approval')
    const paper = await paperOf(client, awa.person, id)
    ;(await paper.send({ approved: ['3', '1'], step: 'cast' })).assertStatus(303)
    const [ballot] = await ballotsIn(id)
    assert.deepEqual(ballot?.choice, { kind: 'approval', approved: [1, 3] })
  })

  test('filled in wrongly says how, and keeps what was typed', async ({ client, assert }) => {
    const { awa, id } = await anOpenVote('schulze')
    const paper = await paperOf(client, awa.person, id)
    const wrong: [Record<string, string>, string][] = [
      [{}, 'Rien n’est choisi'],
      [{ rank_1: '1', rank_2: '1' }, 'Deux choix ont la même place'],
      [{ rank_1: '1', rank_2: '3' }, 'Une place est sautée'],
      [{ rank_1: '9' }, 'Une place n’est pas lisible'],
      [{ rank_1: '1', blank: '1' }, 'à la fois rempli et blanc'],
    ]
    for (const [form, said] of wrong) {
      const page = await paper.send({ ...form, step: 'cast' })
      page.assertStatus(422)
      assert.include(readable(page.text()), said)
      if (form.rank_2) assert.include(page.text(), `<option value="${form.rank_2}" selected>`)
    }
    assert.lengthOf(await ballotsIn(id), 0)
  })

  test('is refused to who is not on the roll, before the opening and after the close', async ({
    client,
    assert,
  }) => {
    const { awa, vote, id } = await anOpenVote()
    const late = await aNeighbour('Fatou', '2026-03-18')
    for (const person of [late.person, await someone('Driss')]) {
      const paper = await paperOf(client, person, id)
      const page = await paper.look()
      page.assertStatus(403)
      assert.notInclude(page.text(), 'name="answer"')
      ;(await paper.send({ answer: 'for' })).assertStatus(403)
    }
    const paper = await paperOf(client, awa.person, id)
    time.set(new Date(vote.opensAt.getTime() - 1))
    ;(await paper.send({ answer: 'for' })).assertStatus(409)
    time.set(vote.closesAt)
    const closed = await paper.send({ answer: 'for' })
    closed.assertStatus(409)
    assert.include(readable(closed.text()), 'Le vote est fermé')
    assert.lengthOf(await ballotsIn(id), 0)
  })

  test('counts, once the vote is closed', async ({ client, assert }) => {
    const { everyone, vote, id } = await anOpenVote('majority-judgment')
    for (const { person } of everyone) {
      const paper = await paperOf(client, person, id)
      const grades = { grade_1: '2', grade_2: '4', grade_3: '1' }
      ;(await paper.send({ ...grades, step: 'cast' })).assertStatus(303)
    }
    time.set(vote.closesAt)
    await keepVotes(vote.closesAt)
    const read = await readProposal(id, vote.closesAt)
    assert.equal(read?.attended, 6)
    const [mandate] = await db
      .from('mandates as m')
      .join('people as p', 'p.id', 'm.person_id')
      .where('m.granted_by_proposal_id', id)
    assert.equal(mandate?.name, 'Bastien')
  })
})
