import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { keepVotes } from '#governance/closing/close'
import type { Choice } from '#governance/voting/choice'
import { noon } from '#tests/support/dues'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import {
  anAssociation,
  aProposal,
  called,
  casts,
  NO,
  supported,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const owner = (statement: string) => asOwner((client) => client.query(statement))

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

/** A rule's older value must end for another to begin. */
const succeeding = (scene: Scene) => [
  `update rule_values set superseded_at = '2026-04-01'
    where rule_key = 'feed.photos_per_post' and superseded_at is null`,
  `insert into rule_values
    (rule_key, value, effective_from, adopted_by_proposal_id, recorded_at)
    values ('feed.photos_per_post', '5', '2026-04-01', ${scene.id}, '2026-04-01')`,
]

const STANDING = [
  'proposals',
  'proposal_versions',
  'proposal_discussions',
  'proposal_seconds',
  'proposal_remarks',
  'proposal_calls',
  'proposal_options',
  'voting_rolls',
  'voting_roll_lines',
  'attendances',
  'counted_ballots',
  'proposal_results',
  'enactments',
]

interface Scene {
  id: number
  everyone: Neighbour[]
  opensAt: Date
  closesAt: Date
}

/** A vote under way: the roll frozen, one ballot in the urn. */
async function underWay(
  kind: 'rule_change' | 'election' = 'rule_change',
  { cast = true } = {}
): Promise<Scene> {
  const everyone = await anAssociation(4)
  const [awa, ...others] = everyone
  if (!awa) throw new Error('Nobody')
  const payload = kind === 'election' ? { role: 'moderator', seats: 1 } : CHANGE
  const proposal = await aProposal(kind, payload, awa.person, MARCH)
  if (kind === 'election') {
    await db.transaction((transaction) =>
      proposal.stand({ personId: awa.person.id, statement: 'Moi.' }, MARCH, transaction)
    )
  }
  await supported(proposal, others, MARCH)
  const { opensAt, closesAt } = await called(proposal, MARCH)
  await keepVotes(opensAt)
  const choice: Choice = kind === 'election' ? { kind: 'ranking', ranks: [1] } : YES
  if (cast) await casts(awa, proposal.id, choice, opensAt)
  return { id: proposal.id, everyone, opensAt, closesAt }
}

/** A proposal under discussion, written again once. */
async function discussed(): Promise<Scene> {
  const everyone = await anAssociation(4)
  const [awa] = everyone
  if (!awa) throw new Error('Nobody')
  const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
  const words = { title: 'Autrement dit', reasons: 'Parce que.', payload: CHANGE }
  await db.transaction((transaction) => proposal.write(words, awa.person.id, MARCH, transaction))
  return { id: proposal.id, everyone, opensAt: MARCH, closesAt: MARCH }
}

/** A call written by hand, of one version and with so many options announced. */
const call = ({ id }: Scene, version: number, options = 0) => `insert into proposal_calls
  (proposal_id, version, majority, method, parameters, secrecy, lot_seed, options, called_at,
    record_at, opens_at, closes_at)
  values (${id}, ${version}, 'ordinary', 'motion', '{}', 'open', repeat('ab', 32), ${options},
    '2026-03-03', '2026-03-18', '2026-03-18', '2026-03-25')`

/** The same once it is counted. */
async function counted(answer = YES): Promise<Scene> {
  const scene = await underWay()
  for (const one of scene.everyone.slice(1)) await casts(one, scene.id, answer, scene.opensAt)
  await keepVotes(scene.closesAt)
  return scene
}

type Act = (scene: Scene) => string | string[]

/** What may never be written, by the constraint that refuses it and the trigger without which it would. */
interface Guard {
  title: string
  scene: () => Promise<Scene>
  act: Act
  refusal: RegExp
  trigger: [name: string, table: string]
}

const member = ({ everyone }: Scene, index: number) => everyone[index]?.member.id ?? 0
const person = ({ everyone }: Scene, index: number) => everyone[index]?.person.id ?? 0

const attendance = (scene: Scene, index: number) =>
  `insert into attendances (proposal_id, member_id) values (${scene.id}, ${member(scene, index)})`

const ballot = (scene: Scene, memberId: number | null) =>
  `insert into ballots (id, proposal_id, member_id, choice) values
    (gen_random_uuid(), ${scene.id}, ${memberId ?? 'null'}, '{"kind":"blank"}')`

const GUARDS: Guard[] = [
  {
    title: 'the words of a called vote stand',
    scene: () => underWay(),
    act: (scene) => `insert into proposal_versions
      (proposal_id, version, title, reasons, payload, written_at)
      values (${scene.id}, 2, 'Autre chose', '', '{}', now())`,
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_versions_before_the_call', 'proposal_versions'],
  },
  {
    title: 'nobody stands once the vote is called',
    scene: () => underWay('election'),
    act: (scene) => `insert into proposal_candidacies
      (proposal_id, person_id, statement, declared_at)
      values (${scene.id}, ${person(scene, 1)}, 'Moi aussi.', now())`,
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_candidacies_before_the_call', 'proposal_candidacies'],
  },
  {
    title: 'nobody takes back a candidacy that is on the paper',
    scene: () => underWay('election'),
    act: (scene) => `insert into proposal_candidacy_withdrawals values
      (${scene.id}, ${person(scene, 0)}, now())`,
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_candidacy_withdrawals_before_the_call', 'proposal_candidacy_withdrawals'],
  },
  {
    title: 'a called vote is not withdrawn',
    scene: () => underWay(),
    act: (scene) =>
      `insert into proposal_withdrawals values (${scene.id}, ${person(scene, 0)}, now())`,
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_withdrawals_before_the_call', 'proposal_withdrawals'],
  },
  {
    title: 'no option is added to the paper',
    scene: () => underWay('election'),
    act: (scene) => `insert into proposal_options (proposal_id, number, label)
      values (${scene.id}, 2, 'Un autre')`,
    refusal: /proposal_options_are_all/,
    trigger: ['proposal_options_are_all', 'proposal_options'],
  },
  {
    title: 'a ballot without attendance',
    scene: () => underWay(),
    act: (scene) => ballot(scene, member(scene, 1)),
    refusal: /ballots_match_attendance/,
    trigger: ['ballots_match', 'ballots'],
  },
  {
    title: 'an attendance without ballot',
    scene: () => underWay(),
    act: (scene) => attendance(scene, 1),
    refusal: /ballots_match_attendance/,
    trigger: ['attendances_match', 'attendances'],
  },
  {
    title: 'a ballot that names its voter in a secret vote',
    scene: () => underWay('election'),
    act: (scene) => [attendance(scene, 1), ballot(scene, member(scene, 1))],
    refusal: /ballots_while_open/,
    trigger: ['ballots_while_open', 'ballots'],
  },
  {
    title: 'a ballot without a name in an open vote',
    scene: () => underWay(),
    act: (scene) => [attendance(scene, 1), ballot(scene, null)],
    refusal: /ballots_while_open/,
    trigger: ['ballots_while_open', 'ballots'],
  },
  {
    title: 'a ballot taken out of the urn',
    scene: () => underWay(),
    act: (scene) => `delete from ballots where proposal_id = ${scene.id}`,
    refusal: /ballots_while_open/,
    trigger: ['ballots_while_open', 'ballots'],
  },
  {
    title: 'the choice of a secret ballot changed',
    scene: () => underWay('election'),
    act: (scene) =>
      `update ballots set choice = '{"kind":"blank"}' where proposal_id = ${scene.id}`,
    refusal: /ballots_while_open/,
    trigger: ['ballots_while_open', 'ballots'],
  },
  {
    title: 'an attendance after the count',
    scene: async () => {
      const scene = await underWay()
      await keepVotes(scene.closesAt)
      return scene
    },
    act: (scene) => attendance(scene, 1),
    refusal: /attendances_of_voters/,
    trigger: ['attendances_of_voters', 'attendances'],
  },
  {
    title: 'a result before the close',
    scene: () => underWay('rule_change', { cast: false }),
    act: (scene) => result(scene, "'2026-03-18T00:00:00Z'"),
    refusal: /results_after_closing/,
    trigger: ['results_after_closing', 'proposal_results'],
  },
  {
    title: 'a result that does not count its urn',
    scene: () => underWay(),
    act: (scene) => result(scene, "'2027-01-01T00:00:00Z'"),
    refusal: /results_count_the_urn/,
    trigger: ['results_count_the_urn', 'proposal_results'],
  },
  {
    title: 'a counted ballot beside the result',
    scene: () => counted(),
    act: (scene) => `insert into counted_ballots (proposal_id, position, choice)
      values (${scene.id}, 99, '{"kind":"blank"}')`,
    refusal: /counted_with_the_result/,
    trigger: ['counted_with_the_result', 'counted_ballots'],
  },
  {
    title: 'a call of words that were written again since',
    scene: discussed,
    act: (scene) => call(scene, 1),
    refusal: /proposal_calls_ask_the_last/,
    trigger: ['proposal_calls_ask_the_last', 'proposal_calls'],
  },
  {
    title: 'a call that announces an option nobody wrote',
    scene: discussed,
    act: (scene) => call(scene, 2, 1),
    refusal: /proposal_options_are_all/,
    trigger: ['proposal_calls_are_all', 'proposal_calls'],
  },
  {
    title: 'a call of what was withdrawn',
    scene: async () => {
      const scene = await discussed()
      await doing(
        `insert into proposal_withdrawals values (${scene.id}, ${person(scene, 0)}, now())`
      )
      return scene
    },
    act: (scene) => call(scene, 2),
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_calls_before_the_call', 'proposal_calls'],
  },
  {
    title: 'support that comes after the call',
    scene: () => underWay(),
    act: (scene) => `insert into proposal_seconds values (${scene.id}, ${person(scene, 0)}, now())`,
    refusal: /proposals_freeze_at_the_call/,
    trigger: ['proposal_seconds_before_the_call', 'proposal_seconds'],
  },
  {
    title: 'the end of a mandate that names a vote which did not end it',
    scene: () => counted(NO),
    act: (scene) => [
      `insert into mandates (id, person_id, role, starts_at, ends_at, recorded_at)
        overriding system value
        values (900, ${person(scene, 1)}, 'board', '2026-01-01', '2027-01-01', '2026-01-01')`,
      `insert into mandate_endings (mandate_id, ended_at, cause, recorded_at, ended_by_proposal_id)
        values (900, '2026-04-01', 'recalled', '2026-04-01', ${scene.id})`,
    ],
    refusal: /decided_by_a_vote/,
    trigger: ['mandate_endings_decided', 'mandate_endings'],
  },
  {
    title: 'an enactment of what was refused',
    scene: () => counted(NO),
    act: (scene) => `insert into enactments values (${scene.id}, now(), '{}', now())`,
    refusal: /enactments_of_the_adopted/,
    trigger: ['enactments_of_the_adopted', 'enactments'],
  },
  {
    title: 'a rule that names a vote which did not adopt it',
    scene: () => counted(NO),
    act: succeeding,
    refusal: /decided_by_a_vote/,
    trigger: ['rule_values_decided', 'rule_values'],
  },
  {
    title: 'a mandate that names a vote which did not grant it',
    scene: () => counted(NO),
    act: (scene) => `insert into mandates
      (person_id, role, starts_at, ends_at, recorded_at, granted_by_proposal_id)
      values (${person(scene, 1)}, 'board', '2026-04-01', '2027-04-01', '2026-04-01', ${scene.id})`,
    refusal: /decided_by_a_vote/,
    trigger: ['mandates_decided', 'mandates'],
  },
  {
    title: 'a charter that names a vote which did not adopt it',
    scene: () => counted(NO),
    act: (scene) => `update organisation set adopted_by_proposal_id = ${scene.id}`,
    refusal: /decided_by_a_vote/,
    trigger: ['organisation_decided', 'organisation'],
  },
]

const result = (scene: Scene, at: string) => `insert into proposal_results
  (proposal_id, outcome, adopted, voters, attended, transcript, transcript_hash, closed_at)
  values (${scene.id}, 'adopted', true, 4, 0, '{}', encode(sha256('{}'), 'hex'), ${at})`

/** Does it as the application would, to the end of a transaction. */
const doing = (statements: string | string[]) =>
  db.transaction(async (transaction: TransactionClientContract) => {
    for (const statement of [statements].flat()) await transaction.rawQuery(statement)
  })

test.group('The database guards of votes', (group) => {
  ownDatabase(group)

  for (const { title, scene, act, refusal, trigger } of GUARDS) {
    test(`refuses ${title}, and would not without its trigger`, async ({ assert }) => {
      const found = await scene()
      const statements = act(found)
      await assert.rejects(() => doing(statements), refusal)
      const [name, table] = trigger
      await owner(`drop trigger ${name} on ${table}`)
      await doing(statements)
    })
  }

  test('someone off the roll, and twice the same member', async ({ assert }) => {
    const scene = await underWay()
    const twice = [attendance(scene, 0), ballot(scene, member(scene, 0))]
    await assert.rejects(() => doing(twice), /attendances_pkey/)
    await owner('alter table voting_roll_lines disable trigger voting_roll_lines_stand')
    await owner(`update voting_roll_lines set votes = false where member_id = ${member(scene, 1)}`)
    const off = [attendance(scene, 1), ballot(scene, member(scene, 1))]
    await assert.rejects(() => doing(off), /attendances_of_voters/)
    await owner('drop trigger attendances_of_voters on attendances')
    await doing(off)
  })

  test('the transcript is what its hash says', async ({ assert }) => {
    const scene = await underWay()
    const wrong = result(scene, "'2027-01-01T00:00:00Z'").replace("'{}', encode", "'[]', encode")
    await assert.rejects(() => doing(wrong), /proposal_results_hash/)
  })

  test('all of it is history: neither role changes or takes away a line', async ({ assert }) => {
    await counted()
    await owner(
      `insert into proposal_options select proposal_id, 1, 'Oui' from proposal_calls`
    ).catch(() => null)
    for (const table of STANDING) {
      await assert.rejects(() => db.rawQuery(`delete from ${table}`), /permission denied/)
      await assert.rejects(() => owner(`delete from ${table}`), /history/)
      await assert.rejects(() => owner(`truncate ${table} cascade`), /history/)
    }
    await assert.rejects(() => owner('truncate ballots'), /history/)
  })
})
