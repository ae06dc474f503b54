import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { readProposal } from '#governance/proposing/read_proposal'
import { flaggedLines } from '#governance/roll/flag_rolls'
import { rollHash, writeLines } from '#governance/roll/freeze_roll'
import { myLine } from '#governance/roll/my_line'
import { possibleVoters } from '#membership/eligibility'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf, noon, paysDues } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import {
  aNeighbour,
  anAssociation,
  aProposal,
  called,
  supported,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }
const SECOND = 1000

const charterAdopted = () =>
  db.from('organisation').update({ charter_adopted_at: noon('2026-02-01') })

async function aCalledVote() {
  const everyone = await anAssociation(4)
  const [awa, ...others] = everyone
  if (!awa) throw new Error('Nobody')
  const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
  await supported(proposal, others, MARCH)
  return { everyone, awa, vote: await called(proposal, MARCH) }
}

const lineOf = (proposalId: number, { member }: Neighbour, at: Date) =>
  db.transaction((transaction) =>
    myLine({ proposalId, memberId: member.id, frozen: true }, at, transaction)
  )

/** Whoever orders early and whose money arrives at that instant. */
async function paysAt(name: string, at: Date): Promise<Neighbour> {
  const person = await someone(name)
  const member = await memberOf(person, MARCH)
  const { intent } = await anOrder(member, MARCH)
  await (await DuesPayment.of(intent, at)).paid()
  return { person, member: await member.refresh() }
}

test.group('The roll of a vote', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('leaves out who lapsed and who came too late, and tells each their reason alone', async ({
    client,
    assert,
  }) => {
    const { awa, vote } = await aCalledVote()
    const lapsed = await aNeighbour('Driss', '2024-06-03')
    const recent = await aNeighbour('Yanis', '2026-03-01')
    await charterAdopted()
    time.set(vote.opensAt)
    await keepVotes(vote.opensAt)

    const own = async (one: Neighbour) => (await lineOf(vote.id, one, vote.opensAt))?.reason.key
    assert.equal(await own(lapsed), 'lapsed')
    assert.equal(await own(recent), 'too_recent')
    assert.equal(await own(awa), 'active')
    assert.equal((await readProposal(vote.id, vote.opensAt))?.voters, 4)

    const page = async (reader: Neighbour | null) => {
      const answer = await (await as(client, reader?.person ?? null)).get(`/decide/${vote.id}`)
      answer.assertStatus(200)
      return readable(answer.text())
    }
    const sayings: [Neighbour, RegExp][] = [
      [lapsed, /Votre cotisation a pris fin/],
      [recent, /il en faut 30/],
    ]
    for (const [one, saying] of sayings) {
      assert.match(await page(one), saying)
      for (const other of [null, awa, ...[lapsed, recent].filter((each) => each !== one)]) {
        assert.notMatch(await page(other), saying)
      }
    }
  })

  test('counts money that arrived by the record date, to the second', async ({ assert }) => {
    const { vote } = await aCalledVote()
    const recordAt = vote.recordAt.getTime()
    const before = await paysAt('Bastien', new Date(recordAt - SECOND))
    const exactly = await paysAt('Fatou', new Date(recordAt))
    const after = await paysAt('Solène', new Date(recordAt + SECOND))
    const later = new Date(recordAt + 60 * SECOND)
    await keepVotes(later)
    const votes = async (one: Neighbour) => (await lineOf(vote.id, one, later))?.votes
    assert.isTrue(await votes(before))
    assert.isTrue(await votes(exactly))
    assert.isFalse(await votes(after))
  })

  // The last day of grace is the one whose clocks change: 25 hours long, then 23.
  const EDGES = [
    ['2026-10-25', '2025-10-20', 6, '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['2027-03-28', '2026-03-24', 5, '2027-03-28T21:59:59Z', '2027-03-28T22:00:00Z'],
  ] as const
  for (const [day, paidOn, graceDays, last, first] of EDGES) {
    test(`keeps the voice to the end of ${day} in Paris`, async ({ assert }) => {
      await anAssociation(1)
      const { member } = await aNeighbour('Bastien', paidOn)
      await ruledBy({ 'dues.grace_days': graceDays })
      const votes = async (at: string) => {
        const [voter] = await db.transaction((transaction) =>
          possibleVoters(new Date(at), transaction, member.id)
        )
        return voter?.voice
      }
      assert.deepInclude(await votes(last), { votes: true })
      assert.equal((await votes(last))?.reason.key, 'grace')
      assert.equal((await votes(first))?.reason.key, 'lapsed')
    })
  }

  test('is flagged, and never written again, when dues are lost after it is frozen', async ({
    assert,
  }) => {
    const solene = await someone('Solène')
    const member = await memberOf(solene, noon('2026-01-06'))
    const { vote } = await aCalledVote()
    const { payment } = await paysDues(member, '2026-03-02')
    await keepVotes(vote.opensAt)
    const lines = () =>
      db
        .from('voting_roll_lines as l')
        .join('members as m', 'm.id', 'l.member_id')
        .where({ 'l.proposal_id': vote.id, 'l.votes': true })
        .select('m.number', 'l.college', 'l.reason')
        .orderBy('m.number')
    const roll = () => db.from('voting_rolls').where('proposal_id', vote.id).firstOrFail()
    const [linesBefore, rollBefore] = [await lines(), await roll()]
    assert.equal(rollBefore.voters, 5)
    assert.equal(rollHash(linesBefore), rollBefore.hash)

    await payment.givenBack(2000, 'dispute', new Date(vote.opensAt.getTime() + 3600 * SECOND))
    const { number } = await member.refresh()
    assert.deepEqual(
      (await flaggedLines(vote.id)).map((line) => line.number),
      [number]
    )
    assert.deepEqual(await lines(), linesBefore)
    assert.deepEqual(await roll(), rollBefore)
  })

  test('takes more lines than a statement takes parameters', async ({ assert }) => {
    const { vote, awa } = await aCalledVote()
    const line = {
      personId: null,
      college: null,
      voice: {
        votes: true,
        reason: { key: 'active' as const, days: 40, needed: 30, until: null },
      },
    }
    const many = Array.from({ length: 12_000 }, (_, index) => ({
      ...line,
      memberId: awa.member.id,
      number: index + 1,
    }))
    await db.transaction((transaction) => writeLines(vote.id, many, transaction))
    const [written] = await db.from('voting_roll_lines').where('proposal_id', vote.id)
    assert.deepEqual(written.reason, line.voice.reason)
  })
})
