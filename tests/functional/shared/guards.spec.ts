import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Mandate } from '#people/mandate'
import { recordFoundingValues } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { aJoinRequest, anInvitation } from '#tests/support/feed_factory'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const drop = (statement: string) => asOwner((owner) => owner.query(statement))

test.group('The database guards', (group) => {
  ownDatabase(group)

  test('a mandate: neither role can change or delete one', async ({ assert }) => {
    const fatou = await someoneWith('moderator')
    const mandate = await Mandate.findByOrFail('personId', fatou.id)
    const longer = `update mandates set ends_at = ends_at + interval '1 year' where id = ${mandate.id}`
    await assert.rejects(() => db.rawQuery(longer), /permission denied/)
    await assert.rejects(() => drop(longer), /history/)
    await assert.rejects(() => drop(`delete from mandates`), /history/)
    await drop('drop trigger mandates_stand on mandates')
    await drop(longer)
    const { rows } = await db.rawQuery('select ends_at from mandates')
    assert.notDeepEqual(rows[0].ends_at, mandate.endsAt)
  })

  test('a rule’s value: it is superseded once, never changed, never deleted', async ({
    assert,
  }) => {
    await db.transaction((trx) => recordFoundingValues(trx, new Date('2026-01-01')))
    const key = `rule_key = 'feed.photos_per_post'`
    const change = `update rule_values set value = '99' where ${key}`
    await assert.rejects(() => db.rawQuery(change), /permission denied/)
    await assert.rejects(() => drop(change), /rule_values_only_supersede/)
    await assert.rejects(() => drop(`delete from rule_values where ${key}`), /only_supersede/)
    const end = `update rule_values set superseded_at = effective_from where ${key}`
    await db.rawQuery(end)
    await assert.rejects(() => db.rawQuery(end), /rule_values_only_supersede/)
    await drop('drop trigger rule_values_only_supersede on rule_values')
    await drop(change)
  })

  test('an invitation’s seats, also when two accept the last one at once', async ({ assert }) => {
    const invitation = await anInvitation(await someone('Awa'), 1)
    const requests = [await aJoinRequest('Hugo'), await aJoinRequest('Inès')]
    const people = [await someone('Hugo'), await someone('Inès')]
    const admit = (index: number) =>
      db.table('admissions').insert({
        join_request_id: requests[index]?.id,
        person_id: people[index]?.id,
        invitation_id: invitation.id,
        admitted_at: clock.now(),
      })
    const both = await Promise.allSettled([admit(0), admit(1)])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    await drop('drop trigger admissions_within_seats on admissions')
    await admit(both.findIndex((one) => one.status === 'rejected'))
  })

  test('itself: the application’s role has no say over tables, triggers or roles', async ({
    assert,
  }) => {
    const tries = [
      'create table mine (id int)',
      'drop table posts',
      'alter table chain_entries disable trigger all',
      'drop trigger chain_entries_follow on chain_entries',
      'alter table posts add column boost int',
      'set session_replication_role = replica',
      'create role other',
    ]
    for (const statement of tries) {
      await assert.rejects(() => db.rawQuery(statement), /permission denied|must be owner/)
    }
  })
})
