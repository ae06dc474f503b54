import { test } from '@japa/runner'
import { as } from '#tests/support/client'
import { ownDatabase, withOneConnection } from '#tests/support/own_database'
import { stage } from '#tests/support/stage'
import { MATRIX } from './access_matrix.js'

type Browser = Awaited<ReturnType<typeof as>>

function asked(browser: Browser, method: string, path: string) {
  if (method === 'POST') return browser.post(path)
  if (method === 'PUT') return browser.put(path)
  return method === 'DELETE' ? browser.delete(path) : browser.get(path)
}

/**
 * A request that asks for a second connection while it holds one stops everybody as soon as as many
 * people as there are connections do so at once.
 */
test.group('No request holds one connection and waits for another', (group) => {
  ownDatabase(group)

  test('all are answered over a single one', async ({ client, assert }) => {
    const { callers, address } = await stage()
    await withOneConnection()
    const stuck: string[] = []
    for (const route of Object.keys(MATRIX)) {
      const [method = '', pattern = ''] = route.split(' ')
      if (pattern === '/sign-out') continue
      for (const person of [callers.owner, callers.treasurer]) {
        const browser = await as(client, person)
        const path = address(pattern)
        const answer = await asked(browser, method, path).redirects(0)
        if (answer.status() >= 500) stuck.push(`${route} ${answer.status()}`)
      }
    }
    assert.deepEqual(stuck, [])
  }).timeout(120_000)
})
