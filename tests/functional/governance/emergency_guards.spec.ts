import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { proposeMeasure } from '#governance/emergency/propose_measure'
import { signMeasure } from '#governance/emergency/sign_measure'
import { Organisation } from '#organisation/organisation'
import { Mandate } from '#people/mandate'
import { noon } from '#tests/support/dues'
import { aMandateOf, someone } from '#tests/support/cast'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anAssociation } from '#tests/support/votes'
import { FakeClock, useClock } from '#shared/clock'

const MARCH = noon('2026-03-02')
const owner = (statement: string) => asOwner((client) => client.query(statement))

interface Scene {
  solene: { id: number; mandate: number }
  driss: { id: number; mandate: number }
  moderator: { id: number; mandate: number }
  measure: number
}

/** An established association; Solène, of the board, proposed a measure that waits. */
async function waiting(): Promise<Scene> {
  await anAssociation(4)
  await db.transaction((transaction) => Organisation.adoptCharter(MARCH, transaction))
  const holder = async (name: string, role: 'board' | 'moderator') => {
    const { id } = await someone(name)
    return { id, mandate: (await aMandateOf({ id }, role)).id }
  }
  const solene = await holder('Solène', 'board')
  const driss = await holder('Driss', 'board')
  const moderator = await holder('Fatou', 'moderator')
  const asked = {
    ...({ key: 'feed.photos_per_post', value: 3, days: 10, personId: solene.id } as const),
    ...{ title: 'Le disque est plein', reasons: 'Ce soir.' },
  }
  const proposed = await db.transaction((trx) => proposeMeasure(asked, MARCH, trx))
  if (!proposed.ok) throw new Error(proposed.refusal)
  return { solene, driss, moderator, measure: proposed.value }
}

async function signed(): Promise<Scene> {
  const scene = await waiting()
  const signature = { measureId: scene.measure, personId: scene.driss.id }
  const done = await db.transaction((trx) => signMeasure(signature, MARCH, trx))
  if (!done.ok) throw new Error(done.refusal)
  return scene
}

const measure = (by: { id: number; mandate: number }, key = 'feed.photos_per_post') =>
  `insert into emergency_measures (rule_key, value, title, reasons, days, proposed_by_id, mandate_id, proposed_at)
    values ('${key}', '4', 'Vite', 'Il le faut', 5, ${by.id}, ${by.mandate}, '2026-03-02T12:00:00Z')`

const signature = (
  { measure: id }: Scene,
  by: { id: number; mandate: number },
  { ends = '2026-03-12T12:00:00Z', at = '2026-03-02T12:00:00Z' } = {}
) =>
  `with p as (insert into proposals (kind, started_at) values ('emergency_ratification', '${at}') returning id)
    insert into emergency_measure_signatures (measure_id, signed_by_id, mandate_id, proposal_id, signed_at, ends_at)
    select ${id}, ${by.id}, ${by.mandate}, p.id, '${at}', '${ends}' from p`

interface Guard {
  title: string
  scene: () => Promise<Scene>
  act: (scene: Scene) => string
  trigger: [name: string, table: string]
  /** Other guards that would refuse it for a reason of their own. */
  alone?: string[]
}

const PROPOSED: Guard['trigger'] = ['emergency_measures_are_proposed', 'emergency_measures']
const INCOMPLETE = ['drop trigger emergency_measures_take_effect on emergency_measure_signatures']
const SIGNED: Guard['trigger'] = ['emergency_measures_are_signed', 'emergency_measure_signatures']

const GUARDS: Guard[] = [
  {
    title: 'no measure without a mandate of the board',
    scene: waiting,
    act: ({ moderator }) => measure(moderator),
    trigger: PROPOSED,
  },
  {
    title: 'none under the mandate of somebody else',
    scene: waiting,
    act: ({ solene, driss }) => measure({ id: solene.id, mandate: driss.mandate }),
    trigger: PROPOSED,
  },
  {
    title: 'none on how one votes',
    scene: waiting,
    act: ({ solene }) => measure(solene, 'votes.open_days'),
    trigger: PROPOSED,
  },
  {
    title: 'nobody signs their own measure',
    scene: waiting,
    act: (scene) => signature(scene, scene.solene),
    trigger: SIGNED,
    alone: INCOMPLETE,
  },
  {
    title: 'a moderator does not sign',
    scene: waiting,
    act: (scene) => signature(scene, scene.moderator),
    trigger: SIGNED,
    alone: INCOMPLETE,
  },
  {
    title: 'it does not outlast what was proposed',
    scene: waiting,
    act: (scene) => signature(scene, scene.driss, { ends: '2026-03-12T12:00:01Z' }),
    trigger: SIGNED,
    alone: INCOMPLETE,
  },
  {
    title: 'signed, it cannot be withdrawn',
    scene: signed,
    act: ({ measure: id }) =>
      `insert into emergency_measure_withdrawals (measure_id, withdrawn_at) values (${id}, '2026-03-03')`,
    trigger: ['emergency_measures_withdrawn_in_time', 'emergency_measure_withdrawals'],
  },
  {
    title: 'signed, it stands with its rule and its vote or not at all',
    scene: waiting,
    act: (scene) => signature(scene, scene.driss),
    trigger: ['emergency_measures_take_effect', 'emergency_measure_signatures'],
  },
  {
    title: 'a rule takes no other value under a measure',
    scene: signed,
    act: ({ measure: id }) => `insert into rule_values
      (rule_key, value, effective_from, superseded_at, emergency_measure_id, recorded_at)
      values ('join.minimum_age', '90', '2026-03-02', '2026-03-09', ${id}, '2026-03-02')`,
    alone: ['drop index rule_values_one_per_measure'],
    trigger: ['rule_values_follow_measures', 'rule_values'],
  },
]

test.group('Emergency measures, as the database keeps them', (group) => {
  ownDatabase(group)
  group.each.setup(() => useClock(new FakeClock(MARCH)))

  for (const { title, scene, act, trigger, alone = [] } of GUARDS) {
    test(title, async ({ assert }) => {
      const [name, table] = trigger
      const statement = act(await scene())
      await assert.rejects(() => owner(statement), new RegExp(name))
      for (const one of [`drop trigger ${name} on ${table}`, ...alone]) await owner(one)
      await owner(statement)
    })
  }

  test('two measures on one rule, signed at once: one stands, the other is refused', async ({
    assert,
  }) => {
    const scene = await waiting()
    const asked = {
      ...({ key: 'feed.photos_per_post', value: 5, days: 3, personId: scene.driss.id } as const),
      ...{ title: 'Le disque encore', reasons: 'Demain.' },
    }
    const other = await db.transaction((trx) => proposeMeasure(asked, MARCH, trx))
    if (!other.ok) throw new Error(other.refusal)
    const sign = (measureId: number, personId: number) =>
      db.transaction((trx) => signMeasure({ measureId, personId }, MARCH, trx))
    const answers = await Promise.all([
      sign(scene.measure, scene.driss.id),
      sign(other.value, scene.solene.id),
    ])
    const refused = answers.flatMap((one) => (one.ok ? [] : [one.refusal]))
    assert.lengthOf(refused, 1)
    assert.include(['too_soon', 'already_so'], String(refused[0]))
    assert.lengthOf(await db.from('emergency_measure_signatures'), 1)
  })

  test('a mandate that ended signs nothing', async ({ assert }) => {
    const scene = await waiting()
    const mandate = await Mandate.findOrFail(scene.driss.mandate)
    await mandate.end({ endedAt: MARCH, cause: 'resigned', at: MARCH })
    await assert.rejects(
      () => owner(signature(scene, scene.driss)),
      /emergency_measures_are_signed/
    )
  })
})
