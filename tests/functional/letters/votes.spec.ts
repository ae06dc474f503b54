import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { flaggedLines } from '#governance/roll/flag_rolls'
import { remindVotes } from '#letters/remind_votes'
import { inTransaction } from '#tests/support/in_transaction'
import { someone } from '#tests/support/cast'
import { memberOf, noon, paysDues } from '#tests/support/dues'
import {
  anAssociation,
  aProposal,
  called,
  casts,
  supported,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const HOUR = 3_600_000
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

test.group('What members are told of a vote', (group) => {
  inTransaction(group)

  async function aCalledVote() {
    const everyone = await anAssociation(5)
    const [awa] = everyone
    if (!awa) throw new Error('Too few')
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const vote = await called(proposal, MARCH)
    return { everyone, awa, vote }
  }

  const lettersOf = (kind: string, id: number) =>
    db.from('outbox_letters').where('kind', kind).where('letter_key', 'like', `${kind}:${id}:%`)
  const toldOf = (kind: string) => db.from('notifications').where('kind', kind)
  const idsOf = (neighbours: Neighbour[]) =>
    neighbours.map(({ person }) => person.id).toSorted((a, b) => a - b)

  test('the notice says what, when and how to each, in a letter that is kept', async ({
    assert,
  }) => {
    const { everyone, awa, vote } = await aCalledVote()
    const letters = await lettersOf('vote_called', vote.id)
    const people = letters.map(({ person_id: id }) => Number(id)).toSorted((a, b) => a - b)
    assert.deepEqual(people, idsOf(everyone))
    const letter = letters.find(({ person_id: id }) => id === awa.person.id)
    assert.include(letter?.text_body, `Bonjour ${awa.person.name}`)
    assert.include(letter?.text_body, 'Une proposition')
    assert.include(letter?.text_body, 'mars 2026')
    assert.include(letter?.text_body, `/decide/${vote.id}`)
    assert.include(letter?.html_body, awa.person.name)
    assert.lengthOf(await toldOf('vote_called'), 5)
    assert.lengthOf(await toldOf('discussion_opened'), 5)
    const { rows } = await db.rawQuery(
      `select count(*)::int as jobs from graphile_worker._private_jobs where key like ?`,
      [`letter:vote_called:${vote.id}:%`]
    )
    assert.equal(rows[0].jobs, 5)
  })

  test('a reminder reaches those who have not voted, two days before the close, once', async ({
    assert,
  }) => {
    const { everyone, awa, vote } = await aCalledVote()
    await keepVotes(vote.opensAt)
    await casts(awa, vote.id, YES, vote.opensAt)
    await remindVotes(new Date(vote.closesAt.getTime() - 49 * HOUR))
    assert.lengthOf(await lettersOf('vote_reminder', vote.id), 0)
    await remindVotes(new Date(vote.closesAt.getTime() - 48 * HOUR))
    await remindVotes(new Date(vote.closesAt.getTime() - 47 * HOUR))
    const letters = await lettersOf('vote_reminder', vote.id)
    const people = letters.map(({ person_id: id }) => Number(id)).toSorted((a, b) => a - b)
    assert.deepEqual(people, idsOf(everyone.slice(1)))
    assert.lengthOf(await toldOf('vote_reminder'), 4)
  })

  test('nobody is reminded of a vote that is over', async ({ assert }) => {
    const { vote } = await aCalledVote()
    await remindVotes(vote.closesAt)
    assert.lengthOf(await lettersOf('vote_reminder', vote.id), 0)
  })

  test('the result is told to those on the roll', async ({ assert }) => {
    const { awa, vote } = await aCalledVote()
    await keepVotes(vote.opensAt)
    await casts(awa, vote.id, YES, vote.opensAt)
    await keepVotes(vote.closesAt)
    await keepVotes(new Date(vote.closesAt.getTime() + HOUR))
    const letters = await lettersOf('vote_counted', vote.id)
    assert.lengthOf(letters, 5)
    assert.include(letters[0]?.text_body, 'Une personne a voté')
    assert.lengthOf(await toldOf('vote_counted'), 5)
  })
})

test.group('Dues lost after a roll is frozen', (group) => {
  inTransaction(group)

  test('flag the line and rewrite nothing', async ({ assert }) => {
    const everyone = await anAssociation(5)
    const [awa] = everyone
    if (!awa) throw new Error('Too few')
    const person = await someone('Bastien')
    const joining = await memberOf(person, noon('2026-01-05'))
    const { payment } = await paysDues(joining, '2026-01-05')
    const bastien = { person, member: await joining.refresh() }
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const vote = await called(proposal, MARCH)
    await keepVotes(vote.opensAt)
    const before = await db.from('voting_roll_lines').where('proposal_id', vote.id)
    const later = new Date(vote.opensAt.getTime() + HOUR)
    await payment.givenBack(2000, 'dispute', later)
    await payment.givenBack(2000, 'dispute', new Date(later.getTime() + HOUR))
    assert.deepEqual(await flaggedLines(vote.id), [
      { number: Number(bastien.member.number), flaggedAt: later },
    ])
    assert.deepEqual(await db.from('voting_roll_lines').where('proposal_id', vote.id), before)
    assert.isTrue((await casts(bastien, vote.id, YES, later)).ok)
  })
})
