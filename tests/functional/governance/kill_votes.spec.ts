import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { clock } from '#shared/clock'
import { canonicalJson } from '#shared/canonical'
import { parisDay } from '#shared/paris'
import { eventually } from '#tests/support/eventually'
import { Program } from '#tests/support/fault_harness'
import { asOwner, ownDatabase, ownDatabaseUrls } from '#tests/support/own_database'
import { VotingCrowd } from '#tests/support/voting_crowd'
import { anAssociation, aProposal, called, casts, supported, YES } from '#tests/support/votes'
import { anOpenVote } from '#tests/support/votes_under_way'

const DAY = 86_400_000
const PEOPLE = 50
const ago = (days: number) => new Date(clock.now().getTime() - days * DAY)

/** Three places among three, other for most voters. */
const ORDERS = ['123', '132', '213', '231', '312', '321']
const ranksOf = (index: number): Record<string, string> => {
  const order = ORDERS[index % ORDERS.length] ?? '123'
  return Object.fromEntries([...order].map((rank, option) => [`rank_${option + 1}`, rank]))
}

/** The ballot that those fields make, as it is kept. */
function keptOf(fields: Record<string, string>) {
  if (fields.answer) return { kind: 'motion', answer: fields.answer }
  const ranks = [1, 2, 3].toSorted(
    (a, b) => Number(fields[`rank_${a}`]) - Number(fields[`rank_${b}`])
  )
  return { kind: 'ranking', ranks }
}

async function aProgram() {
  const dataDir = await mkdtemp(join(tmpdir(), 'placette-votes-'))
  const program = new Program({ applicationUrl: ownDatabaseUrls().application, dataDir })
  const end = async () => {
    await program.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { program, end }
}

test.group('Killed at random while fifty people vote', (group) => {
  ownDatabase(group)

  test('each ballot acknowledged is in the urn once, and counted once', async ({
    assert,
    cleanup,
  }) => {
    const everyone = await anAssociation(PEOPLE, parisDay(ago(300)))
    const election = await anOpenVote(everyone, 'schulze')
    const another = await anOpenVote(everyone, 'schulze')
    const motion = await anOpenVote(everyone)
    const { program, end } = await aProgram()
    cleanup(end)
    await program.start()
    const crowd = new VotingCrowd(() => program.url)
    const voting = crowd.vote(everyone, [
      { id: election.id, fieldsOf: ranksOf },
      { id: motion.id, fieldsOf: (index) => ({ answer: index % 3 === 0 ? 'against' : 'for' }) },
      { id: another.id, fieldsOf: (index) => ranksOf(index + 1) },
    ])
    let over = false
    void voting.finally(() => (over = true))
    let kills = 0
    for (; kills < 3 && !over; kills += 1) {
      await pause(250 + Math.random() * 500)
      await program.kill()
      await program.start()
    }
    await voting
    assert.isAbove(kills, 1, 'it was killed while they voted')
    assert.deepEqual(crowd.refusals, [])
    assert.lengthOf(crowd.sent, 3 * PEOPLE)
    assert.isAbove(crowd.sent.filter(({ acknowledged }) => acknowledged).length, PEOPLE)

    for (const { id } of [election, motion, another]) {
      const attended = await db.from('attendances').where('proposal_id', id)
      const members = attended.map(({ member_id: memberId }) => Number(memberId))
      assert.sameMembers(
        members,
        crowd.sent.filter((one) => one.voteId === id).map((one) => one.memberId)
      )
      assert.lengthOf(members, PEOPLE)
    }
    await program.kill()
    for (const { closesAt } of [election, motion, another]) await keepVotes(closesAt)
    for (const { id } of [election, motion, another]) {
      const counted = await db.from('counted_ballots').where('proposal_id', id)
      const meant = crowd.sent.filter((one) => one.voteId === id)
      assert.deepEqual(
        counted.map(({ choice }) => canonicalJson(choice)).toSorted(),
        meant.map(({ fields }) => canonicalJson(keptOf(fields))).toSorted()
      )
      const result = await db.from('proposal_results').where('proposal_id', id).firstOrFail()
      assert.equal(result.attended, PEOPLE)
    }
  }).timeout(180_000)

  test('an enactment killed in the middle happens once, after the next start', async ({
    assert,
    cleanup,
  }) => {
    const everyone = await anAssociation(6, parisDay(ago(300)))
    const [awa, ...others] = everyone
    if (!awa) throw new Error('Nobody')
    // Closed a moment ago, and not counted yet.
    const at = new Date(ago(22).getTime() - 1000)
    const change = { key: 'feed.photos_per_post', value: 4 }
    const proposal = await aProposal('rule_change', change, awa.person, at)
    await supported(proposal, others, at)
    const { id, opensAt } = await called(proposal, at)
    for (const one of everyone) await casts(one, id, YES, opensAt)
    const closing = () =>
      asOwner((client) => client.query(`select graphile_worker.add_job('keep_votes')`))
    const values = () => db.from('rule_values').where('adopted_by_proposal_id', id)

    const { program, end } = await aProgram()
    cleanup(end)
    await asOwner(async (client) => {
      await client.query('begin')
      // Read by all, written by nobody: the close comes as far as what it enacts, and waits there.
      await client.query('lock table rule_values in share mode')
      await program.start()
      await closing()
      await eventually('the close waits in the middle of the enactment', async () => {
        const { rows } = await client.query(
          `select from pg_locks where not granted and relation = 'rule_values'::regclass`
        )
        return rows.length > 0
      })
      await program.kill()
      await client.query('commit')
    })
    await eventually('what was begun is undone', async () => {
      const { rows } = await db.rawQuery(
        `select from pg_stat_activity where datname = current_database()
          and query ilike '%rule_values%' and pid <> pg_backend_pid() and state <> 'idle'`
      )
      return rows.length === 0
    })
    assert.isEmpty(await db.from('proposal_results').where('proposal_id', id))
    assert.isEmpty(await db.from('enactments').where('proposal_id', id))
    assert.isEmpty(await values())
    assert.lengthOf(await db.from('ballots').where('proposal_id', id), 6)

    await program.start()
    await closing()
    await eventually('it is enacted', async () => (await values()).length > 0)
    await closing()
    await keepVotes(clock.now())
    assert.lengthOf(await values(), 1)
    assert.lengthOf(await db.from('enactments').where('proposal_id', id), 1)
    assert.lengthOf(await db.from('counted_ballots').where('proposal_id', id), 6)
  }).timeout(120_000)
})
