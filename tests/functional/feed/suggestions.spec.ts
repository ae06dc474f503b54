import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'

test.group('Whom one may mean', (group) => {
  inTransaction(group)

  test('begins as was typed, by handle or name, without capitals or accents, a few', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const emile = await someone('Émile Zorg', { handle: 'e_zorg_79' })
    for (let number = 0; number < 9; number += 1) await someone(`Zorgette ${number}`)
    const browser = await as(client, awa)
    const suggested = async (start: string) => {
      const answer = await browser.get(`/mentions/suggestions?start=${encodeURIComponent(start)}`)
      answer.assertStatus(200)
      return (answer.body() as { people: Array<{ handle: string; name: string }> }).people
    }
    assert.deepEqual(await suggested('EMI'), [{ handle: 'e_zorg_79', name: 'Émile Zorg' }])
    assert.deepEqual(await suggested('e_zo'), [{ handle: emile.handle, name: 'Émile Zorg' }])
    assert.lengthOf(await suggested('zorg'), 6)
    assert.isEmpty(await suggested(awa.handle), 'not oneself')
    for (const nothing of ['', ' ', '!!', `' | x:*`, 'a:b & c', '\\', 'q'.repeat(500)]) {
      assert.isEmpty(await suggested(nothing), nothing)
    }
  })

  test('is not who blocks me, nor whom I block', async ({ client, assert }) => {
    const [awa, wary, unwanted] = [
      await someone('Awa'),
      await someone('Quentin'),
      await someone('Quitterie'),
    ]
    const at = clock.now()
    await db.table('blocks').multiInsert([
      { blocker_id: wary.id, blocked_id: awa.id, blocked_at: at },
      { blocker_id: awa.id, blocked_id: unwanted.id, blocked_at: at },
    ])
    const ask = async (person: { id: number }) =>
      (await (await as(client, person)).get('/mentions/suggestions?start=qui')).body().people
        .length +
      (await (await as(client, person)).get('/mentions/suggestions?start=que')).body().people.length
    assert.equal(await ask(awa), 0)
    assert.equal(await ask(await someone('Driss')), 2)
  })
})
