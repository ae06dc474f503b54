import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepMandates } from '#governance/mandates/keep_mandates'
import { Mandate } from '#people/mandate'
import type { Role } from '#people/powers'
import { giveBack } from '#people/give_back'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { inTransaction } from '#tests/support/in_transaction'

const ENDS = noon('2026-07-01')
const DAY = 86_400_000
const before = (days: number) => new Date(ENDS.getTime() - days * DAY)

function lent(person: { id: number }, role: Role, endsAt = ENDS) {
  const from = noon('2026-01-05')
  return Mandate.grant({ personId: person.id, role, startsAt: from, endsAt, at: from })
}

async function letters(): Promise<string[]> {
  const rows: { kind: string; email: string }[] = await db
    .from('outbox_letters')
    .where('kind', 'like', 'mandate_%')
    .select('kind', 'recipient as email')
    .orderBy('id')
  return rows.map(({ kind, email }) => `${kind} ${email.split('_')[0]}`)
}

test.group('Terms that end', (group) => {
  inTransaction(group)

  test('are announced to the holder and the board, 60, 30 and 7 days before, each once', async ({
    assert,
  }) => {
    const [fatou, bastien, chloe] = [
      await someone('Fatou'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    await lent(fatou, 'moderator')
    await lent(bastien, 'moderator')
    await lent(chloe, 'board', noon('2027-01-05'))
    await keepMandates(before(61))
    assert.deepEqual(await letters(), [])
    const once = [
      'mandate_ending fatou',
      'mandate_ending_board chloe',
      'mandate_ending bastien',
    ].toSorted()
    await keepMandates(before(60))
    await keepMandates(before(59))
    assert.deepEqual((await letters()).toSorted(), once)
    await keepMandates(before(30))
    await keepMandates(before(7))
    await keepMandates(before(6))
    assert.deepEqual((await letters()).toSorted(), [...once, ...once, ...once].toSorted())
    await keepMandates(ENDS)
    assert.lengthOf(await letters(), 9)
  })

  test('are announced no more once given back, and late only by the nearest warning', async ({
    assert,
  }) => {
    const [fatou, bastien] = [await someone('Fatou'), await someone('Bastien')]
    const mandate = await lent(fatou, 'moderator')
    await lent(bastien, 'treasurer')
    assert.isTrue((await giveBack(mandate, before(90))).ok)
    await keepMandates(before(5))
    await keepMandates(before(4))
    assert.deepEqual(await letters(), ['mandate_ending bastien'])
  })
})
