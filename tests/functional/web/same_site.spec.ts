import { test } from '@japa/runner'
import { appUrl } from '#config/installation'
import { Session } from '#people/session'
import { clock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { inTransaction } from '#tests/support/in_transaction'
import { someone } from '#tests/support/cast'

/** Requests made by hand, to say exactly which headers a browser sends. */
const url = (path: string) => `http://${process.env.HOST}:${process.env.PORT}${path}`

async function write(headers: Record<string, string>, form: Record<string, string> = {}) {
  const body = new URLSearchParams({ email: 'awa@example.org', ...form })
  return fetch(url('/sign-in'), { method: 'POST', redirect: 'manual', headers, body })
}

test.group('A write from elsewhere', (group) => {
  inTransaction(group)

  test('is refused when the browser says so: {$self}')
    .with(['cross-site', 'same-site'])
    .run(async ({ assert }, site) => {
      assert.equal((await write({ 'sec-fetch-site': site })).status, 403)
    })

  test('is refused by its origin, another port and “null” included', async ({ assert }) => {
    assert.equal((await write({ origin: new URL(appUrl).origin })).status, 303)
    for (const origin of ['https://evil.example', `http://${process.env.HOST}:1`, 'null']) {
      assert.equal((await write({ origin })).status, 403, origin)
    }
  })

  test('is not let in by a host that the request itself names', async ({ assert }) => {
    const origin = 'https://evil.example'
    const named: Record<string, string>[] = [
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      { 'x-forwarded-host': 'evil.example:443', 'x-forwarded-proto': 'https' },
      { forwarded: 'host=evil.example;proto=https' },
    ]
    for (const headers of named) {
      assert.equal((await write({ origin, ...headers })).status, 403)
      const ours = { origin: new URL(appUrl).origin, ...headers }
      assert.equal((await write(ours)).status, 303, 'a proxy that names another host')
    }
  })

  test('needs the form’s token when the browser says nothing', async ({ assert }) => {
    assert.equal((await write({})).status, 403)
    const page = await fetch(url('/sign-in'))
    const cookie = page.headers
      .getSetCookie()
      .find((line) => line.startsWith('form='))
      ?.split(';')[0]
    const [, token = ''] = /name="_token" value="([^"]+)"/.exec(await page.text()) ?? []
    assert.isNotEmpty(token)
    assert.equal((await write({ cookie: cookie ?? '' }, { _token: token })).status, 303)
    assert.equal((await write({}, { _token: token })).status, 403, 'a token without its cookie')
    assert.equal((await write({ cookie: cookie ?? '' }, { _token: `${token}x` })).status, 403)
  })

  test('of a signed-in person needs the token of that very session', async ({ assert }) => {
    const open = async () => {
      const awa = await someone('Awa')
      const { token } = await Session.open({ personId: awa.id, userAgent: '', at: clock.now() })
      return `${SESSION_COOKIE}=${token}`
    }
    const [mine, other] = [await open(), await open()]
    const page = await fetch(url('/me'), { headers: { cookie: mine } })
    const [, token = ''] = /name="_token" value="([^"]+)"/.exec(await page.text()) ?? []
    const save = (cookie: string) =>
      fetch(url('/me?_method=PUT'), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams({ name: 'Awa', _token: token }),
      })
    assert.equal((await save(mine)).status, 303)
    assert.equal((await save(other)).status, 403)
  })

  test('a script of the demo on this machine signs in by its header alone', async ({ assert }) => {
    const ask = (headers: Record<string, string>, path = '/demo/sign-in') =>
      fetch(url(path), {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ role: 'visitor' }),
      })
    assert.equal((await ask({ 'x-demo': '1' })).status, 200)
    assert.equal((await ask({})).status, 403)
    assert.equal((await ask({ 'x-demo': '1', 'origin': 'https://evil.example' })).status, 403)
    assert.equal((await ask({ 'x-demo': '1' }, '/sign-in')).status, 403)
  })

  test('the page carries no token when the browser says where it comes from', async ({
    assert,
  }) => {
    const page = await fetch(url('/sign-in'), { headers: { 'sec-fetch-site': 'none' } })
    assert.notInclude(await page.text(), '_token')
    assert.isEmpty(page.headers.getSetCookie())
  })
})
