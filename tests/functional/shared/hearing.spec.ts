import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { setTimeout as wait } from 'node:timers/promises'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { hearChanges } from '#shared/hear_changes'
import { asOwner, ownDatabase, ownDatabaseUrls } from '../../support/own_database.js'

const KEY = 'feed.post_max_characters'

const SUPERSEDE = `update rule_values set superseded_at = now() where rule_key = '${KEY}' and superseded_at is null`
const INSERT = `insert into rule_values (rule_key, value, effective_from, recorded_at)
  values ('${KEY}', $1, now() - interval '1 second', now())`

/** Another process changes the rule. */
function elsewhere(characters: number) {
  return asOwner(async (client) => {
    await client.query(SUPERSEDE)
    await client.query(INSERT, [characters])
  })
}

async function charactersAllowed() {
  return (await currentBook(clock.now())).value(KEY)
}

/** Asks again until the answer is the one hoped for: the news travels on its own. */
async function becomes(characters: number): Promise<number> {
  for (let asked = 0; asked < 400; asked += 1) {
    if ((await charactersAllowed()) === characters) return characters
    await wait(25)
  }
  return charactersAllowed()
}

test.group('A rule changed by another process', (group) => {
  ownDatabase(group)

  test('is obeyed here without a restart', async ({ assert, cleanup }) => {
    cleanup(await hearChanges(ownDatabaseUrls().application))
    assert.notEqual(await charactersAllowed(), 321)
    await elsewhere(321)
    assert.equal(await becomes(321), 321)
  })

  test('would not be heard of by a process that does not listen', async ({ assert }) => {
    const before = await charactersAllowed()
    await elsewhere(before + 1)
    await wait(200)
    assert.equal(await charactersAllowed(), before)
  })

  test('is heard of after the connection was lost', async ({ assert, cleanup }) => {
    cleanup(await hearChanges(ownDatabaseUrls().application))
    await charactersAllowed()
    const { rows } = await db.rawQuery(
      "select pg_terminate_backend(pid) as ended from pg_stat_activity where query = 'listen changed'"
    )
    assert.isNotEmpty(rows)
    await elsewhere(654)
    assert.equal(await becomes(654), 654)
  })
})
