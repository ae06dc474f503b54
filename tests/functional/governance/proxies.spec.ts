import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { callAgain } from '#governance/calling/call_again'
import { keepVotes } from '#governance/closing/close'
import { readProposal } from '#governance/proposing/read_proposal'
import { cast } from '#governance/voting/cast'
import { giveProxy, takeProxyBack } from '#governance/voting/give_proxy'
import { openVoteOf } from '#governance/ballot/open_vote'
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
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

async function aVote() {
  const everyone = await anAssociation(6)
  const [awa, bastien, chloe, driss] = everyone
  if (!awa || !bastien || !chloe || !driss) throw new Error('Too few')
  const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
  await supported(proposal, everyone.slice(1), MARCH)
  const vote = await called(proposal, MARCH)
  return { everyone, awa, bastien, chloe, driss, vote, id: vote.id }
}

async function gives(giver: Neighbour, holder: Neighbour, id: number, at = MARCH) {
  const proposal = await readProposal(id, at)
  if (!proposal) throw new Error('No vote')
  const ids = { giverId: giver.member.id, holderId: holder.member.id }
  return db.transaction((transaction) => giveProxy({ proposal, ...ids }, at, transaction))
}

async function castsFor(holder: Neighbour, proxyId: number, id: number, at: Date) {
  const proposal = await readProposal(id, at)
  const vote = proposal && openVoteOf(proposal)
  if (!vote) throw new Error('No vote')
  const casting = { vote, memberId: holder.member.id, choice: NO, proxyId }
  return db.transaction((transaction) => cast(casting, at, transaction))
}

const takesBack = (giver: Neighbour, proposalId: number, at: Date) =>
  db.transaction((transaction) =>
    takeProxyBack({ proposalId, giverId: giver.member.id }, at, transaction)
  )

test.group('A voice given to someone', (group) => {
  inTransaction(group)

  test('is cast apart from the holder’s own, and both count', async ({ assert }) => {
    const { awa, bastien, vote, id } = await aVote()
    const given = await gives(awa, bastien, id)
    if (!given.ok) throw new Error(given.refusal)
    await keepVotes(vote.opensAt)
    assert.isTrue((await casts(bastien, id, YES, vote.opensAt)).ok)
    assert.isTrue((await castsFor(bastien, given.value, id, vote.opensAt)).ok)
    assert.deepEqual(await castsFor(bastien, given.value, id, vote.opensAt), {
      ok: true,
      value: 'changed',
    })
    const ballots = await db.from('ballots').where('proposal_id', id).orderBy('member_id')
    assert.deepEqual(
      ballots.map(({ member_id: member, choice }) => [member, choice.answer]),
      [
        [awa.member.id, 'against'],
        [bastien.member.id, 'for'],
      ].toSorted(([a], [b]) => Number(a) - Number(b))
    )
    await keepVotes(vote.closesAt)
    assert.equal((await readProposal(id, vote.closesAt))?.attended, 2)
  })

  test('is taken back until it is used, and its giver votes again', async ({ assert }) => {
    const { awa, bastien, chloe, vote, id } = await aVote()
    const given = await gives(awa, bastien, id)
    if (!given.ok) throw new Error(given.refusal)
    await keepVotes(vote.opensAt)
    assert.deepEqual(await casts(awa, id, YES, vote.opensAt), { ok: false, refusal: 'given_away' })
    assert.isTrue((await takesBack(awa, id, vote.opensAt)).ok)
    assert.deepEqual(await castsFor(bastien, given.value, id, vote.opensAt), {
      ok: false,
      refusal: 'proxy_gone',
    })
    assert.isTrue((await gives(awa, chloe, id, vote.opensAt)).ok)
    assert.isTrue((await takesBack(awa, id, vote.opensAt)).ok)
    assert.isTrue((await casts(awa, id, YES, vote.opensAt)).ok)
    assert.deepEqual(await gives(awa, bastien, id, vote.opensAt), { ok: false, refusal: 'voted' })
  })

  test('stays given once the holder voted with it', async ({ assert }) => {
    const { awa, bastien, vote, id } = await aVote()
    const given = await gives(awa, bastien, id)
    if (!given.ok) throw new Error(given.refusal)
    await keepVotes(vote.opensAt)
    await castsFor(bastien, given.value, id, vote.opensAt)
    assert.deepEqual(await takesBack(awa, id, vote.opensAt), { ok: false, refusal: 'used' })
  })

  test('goes to nobody who holds enough, gave theirs, or to oneself', async ({ assert }) => {
    const { everyone, awa, bastien, chloe, driss, id } = await aVote()
    const [, , , , emile] = everyone
    if (!emile) throw new Error('Too few')
    assert.deepEqual(await gives(awa, awa, id), { ok: false, refusal: 'oneself' })
    assert.isTrue((await gives(awa, bastien, id)).ok)
    assert.deepEqual(await gives(awa, chloe, id), { ok: false, refusal: 'given' })
    assert.deepEqual(await gives(bastien, chloe, id), { ok: false, refusal: 'passed_on' })
    assert.deepEqual(await gives(chloe, awa, id), { ok: false, refusal: 'holder_gave' })
    assert.isTrue((await gives(driss, bastien, id)).ok)
    assert.deepEqual(await gives(emile, bastien, id), { ok: false, refusal: 'full' })
    const told = await db.from('notifications').where('kind', 'proxy_received')
    assert.deepEqual(
      told.map(({ person_id: person }) => person),
      [bastien.person.id, bastien.person.id]
    )
  })
})

test.group('The database’s guards of proxies', (group) => {
  inTransaction(group)

  const written = (id: number, giver: Neighbour, holder: Neighbour) =>
    db.transaction(async (transaction) => {
      const [row] = await transaction
        .table('proxies')
        .insert({
          proposal_id: id,
          giver_id: giver.member.id,
          holder_id: holder.member.id,
          given_at: MARCH,
        })
        .returning('id')
      return Number(row.id)
    })

  test('cap them, and let none be given twice or passed on', async ({ assert }) => {
    const { everyone, awa, bastien, chloe, driss, id } = await aVote()
    const [, , , , emile] = everyone
    if (!emile) throw new Error('Too few')
    await written(id, awa, bastien)
    await assert.rejects(() => written(id, awa, chloe), /proxies_one_each/)
    await assert.rejects(() => written(id, bastien, chloe), /proxies_not_passed_on/)
    await assert.rejects(() => written(id, chloe, awa), /proxies_not_passed_on/)
    await written(id, driss, bastien)
    await assert.rejects(() => written(id, emile, bastien), /proxies_capped/)
  })

  test('hold them to the roll, to who has not voted, and to who has not given', async ({
    assert,
  }) => {
    const { awa, bastien, chloe, driss, vote, id } = await aVote()
    await keepVotes(vote.opensAt)
    await casts(awa, id, YES, vote.opensAt)
    await assert.rejects(() => written(id, awa, bastien), /proxies_before_voting/)
    const stranger = await aNeighbour('Yanis', '2026-11-20')
    await assert.rejects(() => written(id, bastien, stranger), /proxies_of_voters/)
    const proxyId = await written(id, chloe, driss)
    const attends = (member: Neighbour, proxy: number | null) => () =>
      db.transaction((transaction) =>
        transaction
          .table('attendances')
          .insert({ proposal_id: id, member_id: member.member.id, proxy_id: proxy })
      )
    await assert.rejects(attends(chloe, null), /attendances_given_away/)
    await castsFor(driss, proxyId, id, vote.opensAt)
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction
            .table('proxy_revocations')
            .insert({ proxy_id: proxyId, revoked_at: vote.opensAt })
        ),
      /proxies_back_until_used/
    )
    await keepVotes(vote.closesAt)
    await assert.rejects(() => written(id, bastien, driss), /proxies_as_called/)
  })
})

test.group('A second call', (group) => {
  inTransaction(group)

  test('asks the same again with its own quorum, once', async ({ assert }) => {
    const { awa, vote, id } = await aVote()
    await keepVotes(vote.closesAt)
    const first = await readProposal(id, vote.closesAt)
    if (!first) throw new Error('Gone')
    assert.equal(first.outcome, 'no_quorum')
    const caller = { personId: awa.person.id, convenes: false }
    const again = () =>
      db.transaction((transaction) =>
        callAgain({ proposal: first, caller }, vote.closesAt, transaction)
      )
    const second = await again()
    if (!second.ok) throw new Error(second.refusal.key)
    assert.deepEqual(await again(), { ok: false, refusal: { key: 'not_again', words: {} } })
    const read = await readProposal(second.value, vote.closesAt)
    if (!read?.opensAt || !read.closesAt) throw new Error('Not called')
    assert.equal(read.secondCallOf, id)
    assert.deepEqual(read.payload, first.payload)
    assert.equal((await readProposal(id, vote.closesAt))?.calledAgainId, second.value)
    await keepVotes(read.opensAt)
    assert.isTrue((await casts(awa, second.value, YES, read.opensAt)).ok)
    await keepVotes(read.closesAt)
    assert.equal((await readProposal(second.value, read.closesAt))?.outcome, 'adopted')
  })
})
