import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import type { Group } from '@japa/runner/core'
import { Person } from '#people/person'
import { clock, FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'

const OLD = 'fromage de chèvre'
const NEW = 'une phrase assez longue'

/** Time that goes on when a test says so. */
function ownClock(group: Group): { advance: FakeClock['advance'] } {
  let fake = new FakeClock(clock.now())
  group.each.setup(() => {
    fake = new FakeClock(new Date())
    return useClock(fake)
  })
  return { advance: (span) => fake.advance(span) }
}

const has = async (id: number, password: string) =>
  (await Person.findOrFail(id)).hasAsPassword(password)

test.group('A new password', (group) => {
  inTransaction(group)
  const time = ownClock(group)

  test('asks for the one before, on a device signed in for more than a quarter of an hour', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(OLD) })
    const browser = await as(client, awa)
    time.advance({ minutes: 16 })
    assert.include((await browser.get('/me')).text(), 'name="current_password"')
    for (const form of [{}, { current_password: '' }, { current_password: 'tourteau' }]) {
      const refused = await browser.put('/me/password', { password: NEW, ...form })
      refused.assertStatus(422)
      assert.include(refused.text(), 'Ce n’est pas le mot de passe actuel')
    }
    assert.isTrue(await has(awa.id, OLD))
    const changed = await browser.put('/me/password', { password: NEW, current_password: OLD })
    changed.assertStatus(303)
    assert.isTrue(await has(awa.id, NEW))
  })

  test('asks for nothing within a quarter of an hour of a sign-in', async ({ client, assert }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(OLD) })
    const browser = await as(client, awa)
    time.advance({ minutes: 15 })
    assert.notInclude((await browser.get('/me')).text(), 'name="current_password"')
    const changed = await browser.put('/me/password', { password: NEW })
    changed.assertStatus(303)
    assert.isTrue(await has(awa.id, NEW))
  })

  test('comes by a link for who has none, or has forgotten it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const old = await as(client, awa)
    time.advance({ days: 3 })
    const refused = await old.put('/me/password', { password: NEW, current_password: '' })
    refused.assertStatus(422)
    assert.include(refused.text(), 'connectez-vous à nouveau par un lien')
    const page = await old.get('/me')
    assert.include(page.text(), `name="email" value="${awa.email}"`)
    assert.notInclude(page.text(), 'name="password"')

    const asked = await old.post('/sign-in', { email: awa.email })
    asked.assertHeader('location', '/sign-in/sent')
    const pressed = await old.post(await linkIn(awa.email ?? ''))
    // The session before is ended, then the new one given.
    const [cookie = ''] = String([pressed.header('set-cookie')].flat().at(-1)).split(';')
    assert.include(cookie, `${SESSION_COOKIE}=`)
    const changed = await client
      .put('/me/password')
      .header('cookie', cookie)
      .form({ password: NEW })
    changed.assertStatus(303)
    assert.isTrue(await has(awa.id, NEW))
  })

  test('lets nobody guess the one before more than ten times', async ({ client }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(OLD) })
    const browser = await as(client, awa)
    time.advance({ minutes: 16 })
    const form = { password: NEW, current_password: 'tourteau' }
    for (let tries = 0; tries < 10; tries += 1) {
      const refused = await browser.put('/me/password', form)
      refused.assertStatus(422)
    }
    const stopped = await browser.put('/me/password', { ...form, current_password: OLD })
    stopped.assertStatus(429)
  })
})
