import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Member } from '#membership/register/member'
import { someone } from '#tests/support/cast'
import { anOrder, DuesPayment, memberOf, noon, paysDues } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const owner = (statement: string) => asOwner((client) => client.query(statement))

async function aMember(name = 'Awa') {
  return memberOf(await someone(name), noon('2026-03-01'))
}

const period = (memberId: number, from: string, to: string) =>
  db.table('membership_periods').insert({
    ...{ member_id: memberId, from_on: from, to_on: to, anchor_day: 1, due_cents: 0 },
    ...{ plan_code: 'yearly', plan_name: 'Année', kind: 'rolling_year', source: 'recorded' },
    ...{ asked_on: from, created_at: noon(from) },
  })

test.group('The database guards of membership', (group) => {
  ownDatabase(group)

  test('two periods of a member never overlap, also when written at once', async ({ assert }) => {
    const awa = await aMember()
    const both = await Promise.allSettled([
      period(awa.id, '2026-01-01', '2026-12-31'),
      period(awa.id, '2026-12-31', '2027-12-30'),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await owner('alter table membership_periods drop constraint membership_periods_no_overlap')
    await period(awa.id, '2026-12-31', '2027-12-30')
    await period(awa.id, '2026-12-31', '2027-12-30')
  })

  test('a cancelled period leaves its place; an empty one is refused', async ({ assert }) => {
    const awa = await aMember()
    await period(awa.id, '2026-01-01', '2026-12-31')
    await db.rawQuery(
      `update membership_periods set cancelled_at = now(), cancel_cause = 'mistake'`
    )
    await period(awa.id, '2026-06-01', '2027-05-31')
    await assert.rejects(() => period(awa.id, '2029-02-01', '2029-01-31'), /not_empty|range/)
    await assert.rejects(
      () => db.rawQuery(`update membership_periods set to_on = '2030-01-01'`),
      /permission denied/
    )
  })

  test('numbers follow each other without a gap, given once', async ({ assert }) => {
    const members: Member[] = []
    for (const name of ['Awa', 'Bastien', 'Chloé', 'Driss']) members.push(await aMember(name))
    const refused = db.transaction(async (transaction) => {
      await members[0]?.admit('2026-03-01', transaction)
      throw new Error('changed my mind')
    })
    await assert.rejects(() => refused)
    const entries = await Member.query().orderBy('id')
    await Promise.all(
      entries.map((one) => db.transaction((transaction) => one.admit('2026-03-01', transaction)))
    )
    const { rows } = await db.rawQuery('select number from members order by number')
    assert.deepEqual(
      rows.map((row: { number: number }) => row.number),
      [1, 2, 3, 4]
    )
    await db.rawQuery('update members set number = 40 where number = 4')
    assert.isNull(await db.from('members').where('number', 40).first())
    const again = `update members set admitted_on = '2020-01-01'`
    await assert.rejects(() => db.rawQuery(again), /members_keep_number/)
    await assert.rejects(
      () => db.rawQuery('update member_numbers set last = 0'),
      /permission denied/
    )
    await assert.rejects(() => db.rawQuery('delete from members'), /permission denied/)
    await owner('drop trigger members_keep_number on members')
    await owner(again)
  })

  test('what covers is history: neither role changes it, and it never goes below nothing', async ({
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const awa = await aMember()
    const { payment } = await paysDues(awa, '2026-03-10')
    const change = 'update period_coverage set amount_cents = 1'
    await assert.rejects(() => db.rawQuery(change), /permission denied/)
    await assert.rejects(() => owner(change), /history/)
    const below = () =>
      db.rawQuery(`insert into period_coverage (period_id, payment_id, amount_cents, cause, counted_at)
        select period_id, payment_id, -2001, 'refund', now() from period_payments`)
    await assert.rejects(below, /stays_above_zero/)
    await owner('drop trigger period_coverage_stays_above_zero on period_coverage')
    await below()
    assert.isNumber(payment.id)
  })

  test('who read the register, what was ordered and the pot’s entries stand', async ({
    assert,
  }) => {
    for (const table of [
      'register_accesses',
      'dues_orders',
      'dues_order_members',
      'dues_intents',
      'period_payments',
      'dues_surplus_choices',
      'solidarity_pot_entries',
      'dues_reminders',
    ]) {
      await assert.rejects(() => db.rawQuery(`delete from ${table}`), /permission denied/)
      await assert.rejects(() => owner(`delete from ${table}`), /history/)
    }
  })

  test('two payments of one year arriving at once: one covers, one is asked about', async ({
    assert,
  }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const awa = await aMember()
    const at = noon('2026-03-10')
    const first = await anOrder(awa, at)
    const second = await anOrder(awa, at, { cents: 3500 })
    const payments = [
      await DuesPayment.of(first.intent, at),
      await DuesPayment.of(second.intent, at),
    ]
    await Promise.all(payments.map((payment) => payment.paid()))
    const count = async (table: string) =>
      Number((await db.from(table).count('* as count').first())?.count)
    assert.equal(await count('membership_periods'), 1)
    assert.equal(await count('dues_surplus'), 1)
  })
})
