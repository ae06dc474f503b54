import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { noon } from '#tests/support/dues'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anAssociation, aProposal, called, casts, supported, YES } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

const owner = (statement: string) => asOwner((client) => client.query(statement))

/** A vote under way: the roll frozen, the first of five having voted, the second's voice with the third. */
async function underWay() {
  const everyone = await anAssociation(5)
  const [awa, ...others] = everyone
  if (!awa) throw new Error('Nobody')
  const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
  await supported(proposal, others, MARCH)
  const { opensAt, closesAt } = await called(proposal, MARCH)
  await keepVotes(opensAt)
  await casts(awa, proposal.id, YES, opensAt)
  const members = everyone.map(({ member }) => member.id)
  const scene = { id: proposal.id, members, closesAt }
  await db.rawQuery(proxy(scene, 1, 2))
  return scene
}

type Scene = Awaited<ReturnType<typeof underWay>>

const proxy = ({ id, members }: Pick<Scene, 'id' | 'members'>, giver: number, holder: number) =>
  `insert into proxies (proposal_id, giver_id, holder_id, given_at)
    values (${id}, ${members[giver]}, ${members[holder]}, now())`

const attends = ({ id, members }: Scene, index: number, proxyId = 'null') => [
  `insert into attendances (proposal_id, member_id, proxy_id)
    values (${id}, ${members[index]}, ${proxyId})`,
  `insert into ballots (id, proposal_id, member_id, choice)
    values (gen_random_uuid(), ${id}, ${members[index]}, '{"kind":"blank"}')`,
]

const THE_PROXY = '(select max(id) from proxies)'

const GIVING: [name: string, table: string] = ['proxies_as_called', 'proxies']
const USING: [name: string, table: string] = ['attendances_by_proxy', 'attendances']

const offTheRoll = async (scene: Scene, index: number) => {
  await owner('alter table voting_roll_lines disable trigger voting_roll_lines_stand')
  await owner(
    `update voting_roll_lines set votes = false where member_id = ${scene.members[index]}`
  )
}

interface Guard {
  title: string
  before?: (scene: Scene) => Promise<unknown>
  act: (scene: Scene) => string[]
  refusal: RegExp
  trigger: [name: string, table: string]
}

const GUARDS: Guard[] = [
  {
    title: 'a voice given once the vote is counted',
    before: ({ closesAt }) => keepVotes(closesAt),
    act: (scene) => [proxy(scene, 3, 4)],
    refusal: /proxies_as_called/,
    trigger: GIVING,
  },
  {
    title: 'the voice of someone who voted',
    act: (scene) => [proxy(scene, 0, 4)],
    refusal: /proxies_before_voting/,
    trigger: GIVING,
  },
  {
    title: 'a voice given twice',
    act: (scene) => [proxy(scene, 1, 4)],
    refusal: /proxies_one_each/,
    trigger: GIVING,
  },
  {
    title: 'a voice passed on',
    act: (scene) => [proxy(scene, 2, 4)],
    refusal: /proxies_not_passed_on/,
    trigger: GIVING,
  },
  {
    title: 'more voices than the call allows',
    before: async (scene) => {
      await db.rawQuery(proxy(scene, 3, 2))
    },
    act: (scene) => [proxy(scene, 4, 2)],
    refusal: /proxies_capped/,
    trigger: GIVING,
  },
  {
    title: 'the voice of someone off the roll',
    before: (scene) => offTheRoll(scene, 3),
    act: (scene) => [proxy(scene, 3, 4)],
    refusal: /proxies_of_voters/,
    trigger: GIVING,
  },
  {
    title: 'taking back a voice that was used',
    before: (scene) =>
      db.transaction(async (transaction) => {
        for (const one of attends(scene, 1, THE_PROXY)) await transaction.rawQuery(one)
      }),
    act: () => [`insert into proxy_revocations select max(id), now() from proxies`],
    refusal: /proxies_back_until_used/,
    trigger: ['proxies_back_until_used', 'proxy_revocations'],
  },
  {
    title: 'a vote by who gave their voice',
    act: (scene) => attends(scene, 1),
    refusal: /attendances_given_away/,
    trigger: USING,
  },
  {
    title: 'a voice used by a holder off the roll',
    before: (scene) => offTheRoll(scene, 2),
    act: (scene) => attends(scene, 1, THE_PROXY),
    refusal: /attendances_by_voters/,
    trigger: USING,
  },
]

const doing = (statements: string[]) =>
  db.transaction(async (transaction) => {
    for (const statement of statements) await transaction.rawQuery(statement)
  })

test.group('The database guards of voices given', (group) => {
  ownDatabase(group)

  for (const { title, before, act, refusal, trigger } of GUARDS) {
    test(`refuses ${title}, and would not without its trigger`, async ({ assert }) => {
      const scene = await underWay()
      await before?.(scene)
      await assert.rejects(() => doing(act(scene)), refusal)
      await owner(`drop trigger ${trigger[0]} on ${trigger[1]}`)
      await doing(act(scene))
    })
  }
})
