import db from '@adonisjs/lucid/services/db'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import RulebookShow from '#rulebook/rulebook_show_command'
import { currentBook, recordFoundingValues } from '#rulebook/rule_book'
import { RULES } from '#rulebook/declarations'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { inTransaction } from '#tests/support/in_transaction'

const founding = (overrides: Parameters<typeof recordFoundingValues>[2], at: string) =>
  db.transaction((transaction) => recordFoundingValues(transaction, new Date(at), overrides))

test.group('The rule book of a network', (group) => {
  inTransaction(group)

  test('shows every rule to everyone, in words, with the majority that changes it', async ({
    client,
    assert,
  }) => {
    await founding({ 'feed.post_max_characters': 4321 }, '2026-01-01')
    const visitor = await as(client, null)
    const page = await visitor.get('/rules')
    page.assertStatus(200)
    assert.match(page.text(), /4\s321\scaractères/)
    const json = await visitor.get('/rules').header('accept', 'application/json')
    const { rules } = json.body()
    assert.lengthOf(Object.keys(rules), RULES.length)
    assert.equal(rules['feed.post_max_characters'].value, 4321)
  })

  test('tells what it said on another day', async ({ client, assert }) => {
    await founding({ 'feed.post_max_characters': 1000 }, '2026-01-01')
    await founding({ 'feed.post_max_characters': 2000 }, '2026-02-01')
    const visitor = await as(client, null)
    const value = async (query: string) => {
      const json = await visitor.get(`/rules${query}`).header('accept', 'application/json')
      return json.body().rules['feed.post_max_characters'].value
    }
    assert.equal(await value('?at=2026-01-15'), 1000)
    assert.equal(await value('?at=2026-02-15'), 2000)
    assert.equal(await value(''), 2000)
    const odd = await visitor.get('/rules?at=jeudi')
    odd.assertStatus(422)
  })

  test('is read again as soon as a change is committed', async ({ assert }) => {
    await founding({ 'feed.photos_per_post': 3 }, '2026-01-01')
    assert.equal((await currentBook(clock.now())).value('feed.photos_per_post'), 3)
    await founding({ 'feed.photos_per_post': 4 }, '2026-01-02')
    assert.equal((await currentBook(clock.now())).value('feed.photos_per_post'), 4)
  })

  test('keeps every value it ever had', async ({ assert }) => {
    await founding({ 'feed.photos_per_post': 3 }, '2026-01-01')
    await founding({ 'feed.photos_per_post': 4 }, '2026-01-02')
    const rows = await db
      .from('rule_values')
      .where('rule_key', 'feed.photos_per_post')
      .orderBy('id')
    assert.deepEqual(
      rows.map((row) => [row.value, row.superseded_at !== null]),
      [
        [3, true],
        [4, false],
      ]
    )
  })

  test('is printed by rulebook:show', async ({ assert }) => {
    await founding({ 'feed.photos_per_post': 3 }, '2026-01-01')
    ace.ui.switchMode('raw')
    const command = await ace.create(RulebookShow, ['--json'])
    await command.exec()
    command.assertSucceeded()
    const printed = command.logger
      .getLogs()
      .map(({ message }) => message)
      .join('\n')
    assert.equal(JSON.parse(printed).rules['feed.photos_per_post'].value, 3)
  })
})
