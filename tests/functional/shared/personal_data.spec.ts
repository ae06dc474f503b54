import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { verifyFeed } from '#feed/verify_feed'
import { Post } from '#feed/post'
import { JoinRequest } from '#people/join_request'
import { Person } from '#people/person'
import { clock, FakeClock } from '#shared/clock'
import {
  erasePerson,
  expirePersonalData,
  holdings,
  personalData,
} from '#shared/wiring/personal_data'
import { someone } from '#tests/support/cast'
import { aJoinRequest, anInvitation } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import { someoneKnownEverywhere } from '#tests/support/known_person'
import { ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'

/** Every column that leads to a person, as the database itself knows them. */
async function columnsToPeople(): Promise<string[]> {
  const { rows } = await db.rawQuery(
    `select c.conrelid::regclass || '.' || a.attname as name
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.contype = 'f' and c.confrelid = 'people'::regclass order by 1`
  )
  return rows.map(({ name }: { name: string }) => name)
}

async function rowsOf(column: string, personId: number): Promise<number> {
  const [table = '', name = ''] = column.split('.')
  const [row] = await db.from(table).where(name, personId).count('* as rows')
  return Number(row.rows)
}

test.group('What is known of a person', (group) => {
  inTransaction(group)

  test('is declared, column by column: exported and erased, or why not', async ({ assert }) => {
    const declared = holdings().map(({ column }) => column)
    const there = await columnsToPeople()
    const undeclared = there.filter((column) => !declared.includes(column))
    assert.isEmpty(undeclared, 'say in start/personal_data.ts what becomes of these')
    assert.isEmpty(declared.filter((column) => !there.includes(column)))
    assert.lengthOf(declared, new Set(declared).size)
    for (const { column, exported, erased, because } of holdings()) {
      if (exported === null || !erased) assert.isAbove((because ?? '').length, 20, column)
    }
  })

  test('is in the export, file by file, without a secret', async ({ assert }) => {
    const { awa } = await someoneKnownEverywhere()
    const files = new Map<string, unknown>()
    for (const room of personalData()) {
      for await (const { file, content } of room.export(awa.id)) files.set(file, content)
    }
    for (const { column, exported } of holdings()) {
      if (exported === null) continue
      assert.isAbove(await rowsOf(column, awa.id), 0, `${column} has a row in this test`)
      assert.isNotEmpty(files.get(exported), `${column} in ${exported}`)
    }
    const all = JSON.stringify([...files])
    assert.include(all, awa.email ?? '')
    assert.include(all, 'Tout de moi.')
    assert.notMatch(all, /hash"|sealed|token|public_key|nonce/)
  })

  test('of someone else is in nobody’s export', async ({ assert }) => {
    const { awa } = await someoneKnownEverywhere()
    const driss = await someone('Driss')
    for (const room of personalData()) {
      for await (const { file, content } of room.export(driss.id)) {
        assert.notInclude(JSON.stringify(content), awa.handle, file)
        if (file !== 'profile.json') assert.isEmpty(content, file)
      }
    }
  })
})

test.group('Erasing a person', (group) => {
  ownDatabase(group)

  test('leaves a row without a name, and no other row that need not stay', async ({ assert }) => {
    const { awa, bastien, own, other, came } = await someoneKnownEverywhere()
    await db.transaction((transaction) => erasePerson(awa.id, clock.now(), transaction))
    for (const { column, erased } of holdings()) {
      if (erased) assert.equal(await rowsOf(column, awa.id), 0, column)
    }
    const left = await Person.findOrFail(awa.id)
    assert.deepEqual(
      [left.name, left.email, left.passwordHash, left.bio, left.portraitKey],
      ['—', null, null, '', null]
    )
    assert.match(left.handle, /^gone_[0-9a-f]{16}$/)
    assert.isNull(await JoinRequest.find(came.id))
    assert.isNull(await Post.find(own.id))
    assert.isNotNull(await Post.find(other.id), 'what others wrote stays')
    assert.equal((await Person.findOrFail(bastien.id)).name, 'Bastien')
    const gift = await db.from('gifts').where('person_id', awa.id).firstOrFail()
    assert.deepInclude(gift, { anonymous: true, public_name: '', words: '', amount_cents: 2000 })
    const given = await db.from('gifts_in_kind').where('person_id', awa.id).firstOrFail()
    assert.deepInclude(given, { donor_name: '—', donor_email: null })
    const letters = await db.from('outbox_letters').where('recipient', awa.email ?? '')
    assert.isEmpty(letters)
    assert.isNull((await verifyFeed()).fault)
  })

  test('erases all of it or nothing', async ({ assert }) => {
    const { awa, own } = await someoneKnownEverywhere()
    const broken = db.transaction(async (transaction) => {
      await erasePerson(awa.id, clock.now(), transaction)
      throw new Error('The machine stops')
    })
    await assert.rejects(() => broken, 'The machine stops')
    assert.equal((await Person.findOrFail(awa.id)).name, 'Awa')
    assert.isNotNull(await Post.find(own.id))
  })
})

test.group('What is kept for as long as the rules allow', (group) => {
  inTransaction(group)

  test('goes when that time is over, not before: requests, notes, letters, news', async ({
    assert,
  }) => {
    await ruledBy({ 'privacy.retention_account_data_months': 3 })
    const { awa, came } = await someoneKnownEverywhere()
    const refused = await aJoinRequest()
    const invitation = await anInvitation(awa)
    const now = clock.now()
    await db.from('outbox_letters').update({ sent_at: now })
    await db.from('notifications').update({ read_at: now })
    const left = async () => ({
      requests: (await JoinRequest.findMany([came.id, refused.id])).map(({ id }) => id),
      note: (await db.from('invitations').where('id', invitation.id).firstOrFail()).note,
      letters: (await db.from('outbox_letters')).length > 0,
      news: (await db.from('notifications')).length > 0,
    })
    const after = async (days: number) => {
      const fake = new FakeClock(now)
      fake.advance({ days })
      await expirePersonalData(fake.now())
      return left()
    }
    const whole = { letters: true, news: true, note: 'Viens voir' }
    assert.deepEqual(await after(60), { requests: [refused.id, came.id], ...whole })
    assert.deepEqual(await after(100), {
      ...{ requests: [came.id], letters: false, news: false, note: 'Viens voir' },
    })
    assert.equal((await after(130)).note, '', 'an invitation’s note: three months after its end')
  })
})
