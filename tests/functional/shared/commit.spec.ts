import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const DEFERRED = `create table promises (id integer primary key, kept integer
    constraint promises_kept references promises deferrable initially deferred);
  grant select, insert on promises to public`

const broken = async (transaction: TransactionClientContract) => {
  await transaction.rawQuery('insert into promises values (1, 2)')
}

test.group('A commit that fails', (group) => {
  ownDatabase(group)
  group.each.setup(() => asOwner(async (client) => void (await client.query(DEFERRED))))

  test('is an error for who asked for it, and nothing is told to have happened', async ({
    assert,
  }) => {
    let told = false
    const work = () =>
      db.transaction(async (transaction) => {
        transaction.after('commit', () => void (told = true))
        await broken(transaction)
      })
    await assert.rejects(work, /promises_kept/)
    assert.isFalse(told)
    assert.lengthOf(await db.from('promises'), 0)
  })

  test('is one as well when the commit is asked for by hand', async ({ assert }) => {
    const transaction = await db.transaction()
    await broken(transaction)
    await assert.rejects(() => transaction.commit(), /promises_kept/)
    assert.lengthOf(await db.from('promises'), 0)
  })

  test('is one when the connection is lost at that moment', async ({ assert }) => {
    const work = () =>
      db.transaction(async (transaction) => {
        await transaction.rawQuery('insert into promises values (1, 1)')
        const { rows } = await transaction.rawQuery('select pg_backend_pid() as pid')
        await db.rawQuery('select pg_terminate_backend(?)', [rows[0].pid])
      })
    await assert.rejects(work)
    const { rows } = await asOwner((client) => client.query('select from promises'))
    assert.lengthOf(rows, 0)
  })

  test('leaves its connection fit for others, and what is sound is kept', async ({ assert }) => {
    for (let round = 0; round < 30; round += 1) {
      await db.transaction(broken).catch(() => {})
    }
    await db.transaction((transaction) =>
      transaction.rawQuery('insert into promises values (3, 3)')
    )
    assert.lengthOf(await db.from('promises'), 1)
  })
})
