import { test } from '@japa/runner'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'

const READING = ['/treasury/entries', '/treasury/balance', '/treasury/years']
const KEEPING = [...READING, '/payments', '/by-hand', '/treasury/gifts', '/cash']
const SIGNING = [...READING, '/cash', '/settings/bank/signature']
const ALL = [...new Set([...KEEPING, ...SIGNING])]

test.group('The doors from the treasury’s page', (group) => {
  inTransaction(group)
  founded(group)

  test('are those that each may open, for {who}')
    .with([
      { who: 'a member', doors: [], person: () => someone('Awa') },
      { who: 'the treasurer', doors: KEEPING, person: () => someoneWith('treasurer') },
      { who: 'the board', doors: SIGNING, person: () => someoneWith('board') },
    ])
    .run(async ({ client, assert }, { doors, person }) => {
      const browser = await as(client, await person())
      const html = (await browser.get('/treasury')).text()
      assert.deepEqual(
        ALL.filter((path) => html.includes(`href="${path}"`)),
        doors
      )
      for (const path of doors) (await browser.get(path)).assertStatus(200)
    })
})
