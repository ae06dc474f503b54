import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { noon } from '#tests/support/dues'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anAssociation, aProposal, called, casts, supported } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const VOTERS = 24

/** A row of any table with all that PostgreSQL keeps of it. */
interface Kept {
  xmin: string
  ctid: string
  row: Record<string, unknown>
}

/** Everything that a whole copy of a table holds, system columns too. */
const dump = (table: string) =>
  asOwner(async (client) => {
    const { rows } = await client.query<Kept>(
      `select xmin::text, ctid::text, to_jsonb(t) as row from ${table} t order by t.ctid`
    )
    return rows
  })

const tables = () =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
    )
    return rows.map(({ name }) => name)
  })

/** A secret election closed: each voter leaves a ballot of their own, one after the other. */
async function aSecretVote() {
  const everyone = await anAssociation(VOTERS)
  const [awa, ...others] = everyone
  if (!awa) throw new Error('Nobody')
  const seats = { role: 'moderator', seats: 3 }
  const proposal = await aProposal('election', seats, awa.person, MARCH)
  await db.transaction(async (transaction) => {
    for (const { person } of everyone.slice(0, 5)) {
      await proposal.stand({ personId: person.id, statement: 'Moi.' }, MARCH, transaction)
    }
  })
  await supported(proposal, others.slice(0, 4), MARCH)
  const { opensAt, closesAt } = await called(proposal, MARCH)
  await keepVotes(opensAt)
  const cast: { memberId: number; ranks: string }[] = []
  for (const [index, one] of everyone.entries()) {
    const ranks = ranksOf(index)
    const at = new Date(opensAt.getTime() + (index + 1) * 60_000)
    await casts(one, proposal.id, { kind: 'ranking', ranks }, at)
    cast.push({ memberId: one.member.id, ranks: JSON.stringify(ranks) })
  }
  return { id: proposal.id, cast, closesAt }
}

/** The ranking that voter number so much leaves: no two of the first sixty are the same. */
function ranksOf(index: number): number[] {
  const left = [1, 2, 3, 4, 5]
  let rest = index
  return [5, 4, 3].map((size) => {
    const [one = 0] = left.splice(rest % size, 1)
    rest = Math.floor(rest / size)
    return one
  })
}

const choiceIn = ({ row }: Kept) => JSON.stringify((row.choice as { ranks: number[] }).ranks)

/** How far an order follows another, from -1 to 1 (Spearman's rho). */
function correlation(places: number[]): number {
  const size = places.length
  const squares = places.reduce((sum, place, index) => sum + (place - index) ** 2, 0)
  return 1 - (6 * squares) / (size * (size ** 2 - 1))
}

test.group('After a secret vote, the whole database does not say who chose what', (group) => {
  ownDatabase(group)

  test('not by the transactions that wrote it: all ballots are of one, which wrote no voter', async ({
    assert,
  }) => {
    const { closesAt } = await aSecretVote()
    const before = new Set((await dump('ballots')).map(({ xmin }) => xmin))
    assert.lengthOf([...before], VOTERS)
    await keepVotes(closesAt)
    const ballots = await dump('counted_ballots')
    const written = new Set(ballots.map(({ xmin }) => xmin))
    assert.lengthOf(ballots, VOTERS)
    assert.lengthOf([...written], 1)
    for (const table of ['attendances', 'voting_roll_lines', 'members', 'people']) {
      const shared = (await dump(table)).filter(({ xmin }) => written.has(xmin))
      assert.isEmpty(shared, table)
    }
    assert.isEmpty(await dump('ballots'))
  })

  test('not by place, number or time: the order is of chance, other at each vote', async ({
    assert,
  }) => {
    const { id, cast, closesAt } = await aSecretVote()
    await keepVotes(closesAt)
    const order = cast.map(({ ranks }) => ranks)
    const ballots = await dump('counted_ballots')
    const rho = correlation(ballots.map((kept) => order.indexOf(choiceIn(kept))))
    // By chance beyond 0.9 less than once in a hundred million; what is not shaken has 1 exactly.
    assert.isBelow(Math.abs(rho), 0.9)
    const byNumber = ballots.toSorted((a, b) => Number(a.row.position) - Number(b.row.position))
    assert.deepEqual(byNumber.map(choiceIn), ballots.map(choiceIn))
    for (const { row } of ballots) {
      const columns = ['proposal_id', 'position', 'member_id', 'college', 'choice']
      assert.sameMembers(Object.keys(row), columns)
      assert.isNull(row.member_id)
      assert.isNull(row.college)
      assert.equal(row.proposal_id, id)
    }
    for (const { row } of await dump('attendances')) {
      assert.sameMembers(Object.keys(row), ['proposal_id', 'member_id', 'proxy_id'])
    }
  })

  test('not by anything else that is kept: no other row holds a choice', async ({ assert }) => {
    const { cast, closesAt } = await aSecretVote()
    const [first] = cast
    await keepVotes(closesAt)
    const ranks = first?.ranks ?? ''
    const spaced = ranks.replaceAll(',', ', ')
    for (const table of await tables()) {
      if (['counted_ballots', 'proposal_results'].includes(table)) continue
      for (const { row } of await dump(table)) {
        const text = JSON.stringify(row)
        const said = text.includes(`"ranks":${ranks}`) || text.includes(`ranks\\":${ranks}`)
        assert.isFalse(said || text.includes(`"ranks": ${spaced}`), `${table}: ${text}`)
      }
    }
    const [{ transcript } = { transcript: '' }] = await db.from('proposal_results')
    assert.notInclude(transcript, 'member')
  })

  test('and the link is there to be found until the urn is emptied as it is', async ({
    assert,
  }) => {
    const { cast } = await aSecretVote()
    const ballots = await dump('ballots')
    const attendances = await dump('attendances')
    // While the vote is open the two are written together; the page says that the server is trusted.
    const linked = ballots.map((ballot) => {
      const voter = attendances.find(({ xmin }) => xmin === ballot.xmin)
      return { memberId: Number(voter?.row.member_id), ranks: choiceIn(ballot) }
    })
    assert.sameDeepMembers(linked, cast)
    // A copy in the order of the urn would follow the order of the voters: what the shaking is for.
    const order = cast.map(({ ranks }) => ranks)
    const unshaken = ballots.map((kept) => order.indexOf(choiceIn(kept)))
    assert.equal(correlation(unshaken), 1)
  })
})
