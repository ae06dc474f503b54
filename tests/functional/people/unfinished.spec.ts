import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { EmailChange } from '#people/email_change'
import { PasskeyChallenge } from '#people/passkeys/challenge'
import { AuthenticatorApp } from '#people/second_factor/authenticator_app'
import { makeRecoveryCodes } from '#people/second_factor/recovery_codes'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { codesOf } from '#tests/support/codes'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'

test.group('What someone else began in one’s name', (group) => {
  inTransaction(group)

  const ENDINGS = {
    'a new password': ['put', '/me/password'],
    'signing out of the other devices': ['delete', '/sessions/others'],
    'signing out everywhere': ['delete', '/sessions'],
  } as const

  for (const [what, [verb, path]] of Object.entries(ENDINGS)) {
    test(`does not outlive ${what}: an address on its way, a secret already read`, async ({
      client,
      assert,
    }) => {
      const awa = await someone('Awa')
      const thief = await as(client, awa)
      await thief.post('/me/email', { email: 'mallory@example.org' })
      await thief.get('/me/authenticator')
      const link = await linkIn('mallory@example.org')
      const read = await AuthenticatorApp.findOrFail(awa.id)
      const use = { purpose: 'add', personId: awa.id } as const
      const challenge = await PasskeyChallenge.open(use, clock.now())
      const form = verb === 'put' ? { password: 'une phrase assez longue' } : {}
      const ended = await (await as(client, awa))[verb](path, form)
      ended.assertStatus(303)
      const pressed = await (await as(client, null)).post(link)
      pressed.assertStatus(410)
      await awa.refresh()
      assert.notEqual(awa.email, 'mallory@example.org')
      assert.isFalse(await PasskeyChallenge.spend(challenge, use, clock.now()))
      const fresh = await AuthenticatorApp.begin(awa.id, clock.now())
      assert.notEqual(fresh.keyFor('', '').secret, read.keyFor('', '').secret)
    })
  }

  test('is all that goes: an application that is set up stays', async ({ client, assert }) => {
    const awa = await someone('Awa')
    await codesOf(awa)
    await (await as(client, awa)).delete('/sessions/others')
    assert.isTrue(await AuthenticatorApp.isSetUp(awa.id))
  })

  test('is no secret for later: one without its first code is renewed after a quarter of an hour', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const secretAfter = async (minutes: number) => {
      const at = new Date(clock.now().getTime() + minutes * 60_000)
      return (await AuthenticatorApp.begin(awa.id, at)).keyFor('', '').secret
    }
    const first = await secretAfter(0)
    assert.equal(await secretAfter(14), first)
    assert.notEqual(await secretAfter(16), first)
    await codesOf(awa)
    const set = await secretAfter(20)
    assert.equal(await secretAfter(600), set, 'once set up it stands')
  })
})

test.group('An address on its way', (group) => {
  inTransaction(group)

  test('is told of where one was, without the link that would take it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    await (await as(client, awa)).post('/me/email', { email: 'mallory@example.org' })
    const link = await linkIn('mallory@example.org')
    const told = await db.from('outbox_letters').where('recipient', awa.email ?? '')
    assert.lengthOf(told, 1)
    assert.notInclude(JSON.stringify(told), link.split('/').at(-1) ?? link)
  })

  test('counts once, and not once it was taken back, whoever had already read it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const onItsWay = async (email: string) => {
      await browser.post('/me/email', { email })
      const token = (await linkIn(email)).split('/').at(-1) ?? ''
      const change = await EmailChange.stands(token, clock.now())
      return () => change?.apply(clock.now())
    }
    const press = await onItsWay('une@example.org')
    assert.isTrue((await press())?.ok)
    assert.isFalse((await press())?.ok)
    const late = await onItsWay('deux@example.org')
    await browser.delete('/sessions/others')
    assert.isFalse((await late())?.ok)
    await awa.refresh()
    assert.equal(awa.email, 'une@example.org')
  })

  test('taken by someone else meanwhile changes nothing', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    await browser.post('/me/email', { email: 'convoitee@example.org' })
    await someone('Bastien', { email: 'convoitee@example.org' })
    const pressed = await browser.post(await linkIn('convoitee@example.org'))
    pressed.assertStatus(410)
    const before = awa.email
    await awa.refresh()
    assert.equal(awa.email, before)
  })

  test('counts alone: the one asked before it, and links sent to the old one, are dead', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const visitor = await as(client, null)
    await visitor.post('/sign-in', { email: awa.email })
    const signIn = await linkIn(awa.email ?? '')
    await browser.post('/me/email', { email: 'une@example.org' })
    await browser.post('/me/email', { email: 'deux@example.org' })
    ;(await browser.post(await linkIn('deux@example.org'))).assertStatus(303)
    ;(await browser.post(await linkIn('une@example.org'))).assertStatus(410)
    ;(await visitor.post(signIn)).assertStatus(410)
    await awa.refresh()
    assert.equal(awa.email, 'deux@example.org')
  })

  test('is no more after a day', async ({ client }) => {
    const browser = await as(client, await someone('Awa'))
    await browser.post('/me/email', { email: 'tard@example.org' })
    const link = await linkIn('tard@example.org')
    const fake = new FakeClock(clock.now())
    fake.advance({ hours: 25 })
    const back = useClock(fake)
    const pressed = await browser.post(link)
    back()
    pressed.assertStatus(410)
  })
})

test.group('Recovery codes on their way to their page', (group) => {
  inTransaction(group)

  test('are shown to their owner, not to who signs in next in that browser', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await codesOf(awa)
    const made = await (await as(client, awa)).post('/me/recovery-codes')
    made.assertHeader('location', '/me/recovery-codes')
    const lines = [made.headers()['set-cookie'] ?? []].flat().map(String)
    const sealed = lines.find((line) => line.startsWith('placette_codes='))?.split(';')[0] ?? ''
    const shown = async (person: { id: number }) => {
      const browser = await as(client, person)
      const request = browser.get('/me/recovery-codes')
      const session = String(request.request.getHeader?.('cookie') ?? '')
      return (await request.header('cookie', `${session}; ${sealed}`)).text()
    }
    const code = /[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}/
    assert.match(await shown(awa), code)
    assert.notMatch(await shown(bastien), code)
    assert.lengthOf(await makeRecoveryCodes(awa.id, clock.now()), 10)
  })
})
