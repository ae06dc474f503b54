import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { remindDues } from '#membership/dues/remind_dues'
import { Member } from '#membership/register/member'
import { someone } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf, noon, paysDues } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** Awa, whose dues end on 9 March 2027. */
async function awa() {
  await foundedBy(await someone('Chloé'), { legalForm: 'association' })
  const member = await memberOf(await someone('Awa'), noon('2026-03-01'))
  await paysDues(member, '2026-03-10')
  return member
}

async function reminded(days: string[]): Promise<number[]> {
  const counts: number[] = []
  for (const day of days) counts.push(await remindDues(noon(day)))
  return counts
}

test.group('Reminders of dues', (group) => {
  inTransaction(group)

  test('leave on the days of the rule, each once, whatever day the worker slept', async ({
    assert,
  }) => {
    await awa()
    const days = [
      '2027-02-06',
      '2027-02-07',
      '2027-02-07',
      '2027-02-08',
      '2027-03-04',
      '2027-03-16',
    ]
    assert.deepEqual(await reminded(days), [0, 1, 0, 0, 1, 1])
    assert.deepEqual(await reminded(['2027-04-08', '2027-05-08', '2027-06-08']), [1, 1, 0])
    const letters = await db.from('outbox_letters').where('kind', 'dues_reminder')
    assert.lengthOf(new Set(letters.map(({ letter_key: key }) => key)), 5)
    assert.match(letters[0].text_body, /\/membership\/renew\/[\w-]{43}/)
  })

  test('follow the rule when it changes', async ({ assert }) => {
    await awa()
    await ruledBy({ 'dues.reminder_days': [-10] })
    assert.deepEqual(await reminded(['2027-02-07', '2027-02-27']), [0, 1])
  })

  test('stop once renewed, while a payment is on its way, and for who left', async ({ assert }) => {
    const member = await awa()
    const bastien = await memberOf(await someone('Bastien'), noon('2026-03-01'))
    await paysDues(bastien, '2026-03-10')
    await paysDues(bastien, '2027-02-01')
    const { intent } = await anOrder(member, noon('2027-02-02'))
    await (await DuesPayment.of(intent, noon('2027-02-02'), { state: 'pending' })).pending()
    assert.deepEqual(await reminded(['2027-02-07']), [0])
  })

  test('are one for a household, naming each', async ({ assert }) => {
    const member = await awa()
    const householdId = await db.transaction((trx) => member.household(noon('2026-03-01'), trx))
    const facts = { kind: 'person' as const, name: 'Bastien', householdId }
    const bastien = await Member.enter(facts, noon('2026-03-01'))
    await paysDues(bastien, '2026-03-10')
    assert.deepEqual(await reminded(['2027-02-07']), [1])
    const letter = await db.from('outbox_letters').where('kind', 'dues_reminder').firstOrFail()
    assert.include(letter.text_body, 'Awa et Bastien')
  })

  test('are not written where there are no dues', async ({ assert }) => {
    await awa()
    await db.from('organisation').update({ legal_form: 'collective' })
    const { forgetNetwork } = await import('#organisation/network')
    forgetNetwork()
    assert.deepEqual(await reminded(['2027-02-07']), [0])
  })
})
