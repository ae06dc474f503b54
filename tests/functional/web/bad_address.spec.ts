import { test } from '@japa/runner'
import { appUrl } from '#config/installation'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'

test.group('A form whose address says its method', (group) => {
  inTransaction(group)

  for (const query of [
    '_method=PUT&_method=DELETE',
    '_method=PUT,DELETE',
    '_method[a]=PUT',
    '_method=',
    '_method=TRACE',
  ]) {
    test(`as ${query} is not understood, and told so`, async ({ client, assert }) => {
      const browser = await as(client, await someone('Awa'))
      const answer = await browser.post(`/me?${query}`, { name: 'Awa' })
      answer.assertStatus(400)
      assert.include(answer.text(), 'Demande incomprise')
    })
  }

  test('may hold a field of that name, which changes nothing', async ({ client }) => {
    const browser = await as(client, await someone('Awa'))
    for (const said of [['PUT', 'DELETE'], { a: 'PUT' }, 'DELETE']) {
      const saved = await browser.post('/me?_method=PUT', { name: 'Awa', _method: said })
      saved.assertStatus(303)
      const refused = await browser.post('/posts/nowhere/comments', {
        body: 'Bonjour',
        _method: said,
      })
      refused.assertStatus(404)
    }
    const visitor = await as(client, null)
    const asked = await visitor.post('/posts', { body: 'a', _method: ['PUT', 'DELETE'] })
    asked.assertHeader('location', '/sign-in')
  })
})

test.group('An address that is no UTF-8', (group) => {
  inTransaction(group)

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${appUrl}${path}`, { method, headers })

  test('gets our page, in the reader’s language', async ({ assert }) => {
    for (const path of ['/%', '/%ff', '/@%c3%28', '/posts/%']) {
      const french = await ask(path, { 'accept-language': 'fr' })
      assert.equal(french.status, 400)
      const html = await french.text()
      assert.include(html, '<html lang="fr"')
      assert.include(html, 'Demande incomprise')
      const english = await ask(path, { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.1' })
      assert.equal(english.status, 400)
      assert.include(await english.text(), 'Not understood')
    }
  })

  test('gets a sentence where JSON was asked for, and nothing of the address back', async ({
    assert,
  }) => {
    const answer = await ask('/%<script>', { accept: 'application/json' })
    assert.equal(answer.status, 400)
    assert.isString(((await answer.json()) as { error: unknown }).error)
    assert.notInclude(await (await ask('/%<script>alert(1)</script>')).text(), 'alert(1)')
  })

  test('is answered with the headers of every page, as one where nothing is', async ({
    assert,
  }) => {
    for (const path of ['/%', '/nowhere/at/all', '/me?_method=PUT&_method=PUT']) {
      const { headers } = await ask(path, { 'sec-fetch-site': 'same-origin' }, 'POST')
      assert.include(headers.get('content-security-policy'), "default-src 'none'", path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    }
  })

  test('is answered whatever is sent to it', async ({ assert }) => {
    assert.equal((await ask('/%', {}, 'HEAD')).status, 400)
    assert.equal((await ask('/%?_method=PUT&_method=DELETE', {}, 'POST')).status, 400)
  })
})
