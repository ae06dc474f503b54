import { test } from '@japa/runner'
import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { FakeClock, useClock } from '#shared/clock'
import { RULES, type RuleKey } from '#rulebook/declarations'
import { forgetBook } from '#rulebook/rule_book'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { OBEYED } from '#tests/support/rules_obeyed'
import { anAssociation, voted, YES, type Neighbour } from '#tests/support/votes'

const MARCH = noon('2026-03-02')

/** Rules of rooms that are not built yet: no code may read one of them and leave it here. */
const AWAITED: readonly RuleKey[] = [
  'votes.tellers_cosign',
  'rota.slot',
  'rota.minimum_rest_hours',
  'rota.maximum_slots_per_month',
  'privacy.retention_rota_log_months',
  'privacy.retention_civil_identity_months',
  'privacy.retention_connection_addresses_months',
]

test.group('Every rule is changed by a vote, and changes what happens', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  for (const { key } of RULES) {
    const obeyed = OBEYED[key]
    if (!obeyed) continue
    test(key, async ({ client, assert }) => {
      const [awa, ...others] = await anAssociation(6)
      if (!awa) throw new Error('Nobody')
      const everyone: [Neighbour, ...Neighbour[]] = [awa, ...others]
      if (obeyed.under) await ruledBy(obeyed.under)
      const scene = { client, everyone, time }
      await obeyed.arrange?.(scene)
      assert.deepEqual(await obeyed.seen(scene), obeyed.was)
      const answers = everyone.map((one): [Neighbour, typeof YES] => [one, YES])
      const vote = await voted('rule_change', { key, value: obeyed.value }, answers, MARCH)
      assert.equal(vote.outcome, 'adopted')
      if (!vote.closesAt) throw new Error('No close')
      time.set(vote.closesAt)
      forgetBook()
      assert.deepEqual(await obeyed.seen(scene), obeyed.becomes)
      const page = await (await as(client, null)).get(`/rules/${key}`)
      assert.include(page.text(), `/decide/${vote.id}`)
    })
  }

  test('no rule is forgotten, and none waits that something reads', async ({ assert }) => {
    const forgotten = RULES.map(({ key }) => key).filter(
      (key) => !(key in OBEYED) && !AWAITED.includes(key)
    )
    assert.deepEqual(forgotten, [])
    const code = await allCode()
    const read = AWAITED.filter((key) => code.includes(`'${key}'`))
    assert.deepEqual(read, [])
  })
})

/** All code that could read a rule: declarations only say that it is there. */
async function allCode(): Promise<string> {
  const files = await readdir(app.makePath('app'), { recursive: true })
  const sources = files.filter(
    (file) => file.endsWith('.ts') && !file.startsWith('rulebook/declarations')
  )
  const texts = await Promise.all(
    sources.map((file) => readFile(app.makePath('app', file), 'utf8'))
  )
  // The type of a value is not its reading.
  return texts.join('\n').replaceAll(/RuleValues\['[^']+'\]/g, '')
}
