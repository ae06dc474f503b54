import { test } from '@japa/runner'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import { Secret, TOTP } from 'otpauth'
import { AuthenticatorApp } from '#people/second_factor/authenticator_app'
import { provesSecondFactor } from '#people/second_factor/prove'
import { makeRecoveryCodes, useRecoveryCode } from '#people/second_factor/recovery_codes'
import { Session } from '#people/session'
import { clock, FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { as } from '#tests/support/client'
import { aSessionOf, someone, someoneWith } from '#tests/support/cast'
import { codesOf } from '#tests/support/codes'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'

const PASSWORD = 'fromage de chèvre'

/** The session cookie that an answer sets, whichever of several comes last. */
function cookieSet(response: ApiResponse): string {
  const set: string[] = [response.header('set-cookie') ?? []].flat()
  const last = set.findLast((line) => line.startsWith(`${SESSION_COOKIE}=`))
  return last?.split(';')[0]?.split('=')[1] ?? ''
}

/** What a browser with this cookie is answered. */
const withCookie = (client: ApiClient, token: string) => ({
  get: (path: string) => client.get(path).header('cookie', `${SESSION_COOKIE}=${token}`),
  post: (path: string, form: Record<string, unknown>) =>
    client.post(path).header('cookie', `${SESSION_COOKIE}=${token}`).form(form),
})

test.group('The second factor', (group) => {
  inTransaction(group)

  async function halfWay(client: ApiClient) {
    const awa = await someone('Awa', { passwordHash: await hash.make(PASSWORD) })
    const codeAt = await codesOf(awa)
    const visitor = await as(client, null)
    const answer = await visitor.post('/sign-in', {
      email: awa.email,
      password: PASSWORD,
      next: '/me',
    })
    return { awa, codeAt, answer, token: cookieSet(answer) }
  }

  test('is asked for at sign-in, and until it is given nothing opens', async ({
    client,
    assert,
  }) => {
    const { answer, token, codeAt } = await halfWay(client)
    answer.assertHeader('location', '/sign-in/code?next=%2Fme')
    const waiting = withCookie(client, token)
    const feed = await waiting.get('/feed')
    feed.assertHeader('location', '/sign-in?next=%2Ffeed')
    const wrong = await waiting.post('/sign-in/code', { code: '000000', next: '/me' })
    wrong.assertStatus(422)
    const right = await waiting.post('/sign-in/code', { code: codeAt(), next: '/me' })
    right.assertHeader('location', '/me')
    const fresh = cookieSet(right)
    assert.notEqual(fresh, token)
    const me = await withCookie(client, fresh).get('/me')
    me.assertStatus(200)
    const stale = await waiting.get('/me')
    stale.assertStatus(303)
  })

  test('cannot be given twice with the same code', async ({ client }) => {
    const { token, codeAt, awa } = await halfWay(client)
    const code = codeAt()
    const right = await withCookie(client, token).post('/sign-in/code', { code })
    right.assertStatus(303)
    const visitor = await as(client, null)
    const again = await visitor.post('/sign-in', { email: awa.email, password: PASSWORD })
    const replayed = await withCookie(client, cookieSet(again)).post('/sign-in/code', { code })
    replayed.assertStatus(422)
  })

  test('takes a code of the half minute before, not one of two minutes before', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const codeAt = await codesOf(awa)
    const app = await AuthenticatorApp.findOrFail(awa.id)
    const now = clock.now()
    const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
    assert.isFalse(await app.accepts(codeAt(ago(120)), now))
    assert.isTrue(await app.accepts(codeAt(ago(30)), now))
    assert.isTrue(await app.accepts(codeAt(now), now))
    assert.isFalse(await app.accepts(codeAt(ago(30)), now), 'an older code after a newer one')
  })

  test('may be a recovery code, once', async ({ client, assert }) => {
    const { token, awa } = await halfWay(client)
    const [code = ''] = await makeRecoveryCodes(awa.id, clock.now())
    const typed = code.toUpperCase().replaceAll('-', ' ')
    const right = await withCookie(client, token).post('/sign-in/code', { code: typed })
    right.assertStatus(303)
    assert.isFalse(await useRecoveryCode(awa.id, code, clock.now()))
    const bastien = await someone('Bastien')
    const [, other = ''] = await makeRecoveryCodes(awa.id, clock.now())
    assert.isFalse(await useRecoveryCode(bastien.id, other, clock.now()), 'of someone else')
  })

  test('is not to be guessed: the eleventh try waits, even a right one', async ({ client }) => {
    const { token, codeAt } = await halfWay(client)
    const browser = withCookie(client, token)
    for (let guess = 0; guess < 10; guess += 1) {
      await browser.post('/sign-in/code', { code: String(100_000 + guess) })
    }
    const late = await browser.post('/sign-in/code', { code: codeAt() })
    late.assertStatus(429)
  })

  test('is not to be guessed slowly either: sixty wrong codes a day, then a recovery code', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const codeAt = await codesOf(awa)
    const [recovery = ''] = await makeRecoveryCodes(awa.id, clock.now())
    const fake = new FakeClock(clock.now())
    const back = useClock(fake)
    try {
      for (let guess = 0; guess < 60; guess += 1) {
        if (guess % 10 === 0) fake.advance({ minutes: 16 })
        await provesSecondFactor(awa.id, '12345 ', fake.now())
      }
      fake.advance({ minutes: 16 })
      const late = provesSecondFactor(awa.id, codeAt(fake.now()), fake.now())
      await assert.rejects(() => late)
      assert.isTrue(await provesSecondFactor(awa.id, recovery, fake.now()))
      fake.advance({ hours: 24 })
      assert.isTrue(await provesSecondFactor(awa.id, codeAt(fake.now()), fake.now()))
    } finally {
      back()
    }
  })

  test('half given, is forgotten after ten minutes', async ({ client }) => {
    const { token, codeAt } = await halfWay(client)
    const fake = new FakeClock(clock.now())
    fake.advance({ minutes: 11 })
    const back = useClock(fake)
    const late = await withCookie(client, token).post('/sign-in/code', { code: codeAt(fake.now()) })
    const shown = await withCookie(client, token).get('/sign-in/code')
    back()
    shown.assertHeader('location', '/sign-in')
    late.assertHeader('location', '/sign-in')
  })

  test('is asked here only of who signs in; who is in proves it on its own page', async ({
    client,
  }) => {
    const awa = await someone('Awa')
    await codesOf(awa)
    const { token } = await Session.open({ personId: awa.id, userAgent: '', at: clock.now() })
    const browser = withCookie(client, token)
    ;(await browser.get('/sign-in/code')).assertHeader('location', '/sign-in')
  })

  test('is asked for a mandate’s powers, and brings back', async ({ client, assert }) => {
    const fatou = await someoneWith('moderator')
    const codeAt = await codesOf(fatou)
    const { token } = await Session.open({ personId: fatou.id, userAgent: '', at: clock.now() })
    const browser = withCookie(client, token)
    const page = await browser.get('/join-requests')
    page.assertHeader('location', '/confirm?next=%2Fjoin-requests&second=1')
    assert.notInclude((await browser.get('/me')).text(), 'Demandes d’entrée')
    const proved = await browser.post('/confirm', {
      code: codeAt(),
      second: '1',
      next: '/join-requests',
    })
    proved.assertHeader('location', '/join-requests')
    const open = await withCookie(client, cookieSet(proved)).get('/join-requests')
    open.assertStatus(200)
    const before = await browser.get('/me')
    before.assertStatus(303)
  })

  test('is not replaced by the password', async ({ client }) => {
    const fatou = await someoneWith('moderator')
    await fatou.choosePassword(PASSWORD)
    await codesOf(fatou)
    const { token } = await Session.open({ personId: fatou.id, userAgent: '', at: clock.now() })
    const form = { password: PASSWORD, second: '1', next: '/join-requests' }
    const answer = await withCookie(client, token).post('/confirm', form)
    answer.assertStatus(422)
  })

  test('keeps its secret sealed', async ({ assert }) => {
    const awa = await someone('Awa')
    const app = await AuthenticatorApp.begin(awa.id, clock.now())
    const { secret } = app.keyFor('@awa', 'Niort')
    assert.isAbove(secret.length, 30)
    const row = await db.from('authenticator_apps').where('person_id', awa.id).firstOrFail()
    assert.notInclude(row.sealed_secret, secret)
  })
})

test.group('Proving again who one is', (group) => {
  inTransaction(group)

  test('is asked a quarter of an hour after signing in, before what matters', async ({
    client,
  }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(PASSWORD) })
    const started = clock.now()
    const { token } = await Session.open({ personId: awa.id, userAgent: '', at: started })
    const browser = withCookie(client, token)
    const at = async (minutes: number, path: string) => {
      const fake = new FakeClock(started)
      fake.advance({ minutes })
      const back = useClock(fake)
      const answer = await browser.get(path)
      back()
      return answer
    }
    for (const path of ['/me/email', '/me/authenticator']) {
      ;(await at(14, path)).assertStatus(200)
      ;(await at(16, path)).assertHeader('location', `/confirm?next=${encodeURIComponent(path)}`)
    }
    const wrong = await browser.post('/confirm', { password: 'tourteau', next: '/me/email' })
    wrong.assertStatus(422)
    const right = await browser.post('/confirm', { password: PASSWORD, next: '//elsewhere.org' })
    right.assertHeader('location', '/me/security')
  })
})

test.group('A second factor once given', (group) => {
  inTransaction(group)

  test('signs out whoever else was in without it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const [here, elsewhere] = [await as(client, awa), await as(client, awa)]
    await here.get('/me/authenticator')
    const app = await AuthenticatorApp.findOrFail(awa.id)
    const secret = Secret.fromBase32(app.keyFor('', '').secret)
    const wrong = await here.post('/me/authenticator', { code: '000000' })
    wrong.assertStatus(422)
    ;(await elsewhere.get('/me')).assertStatus(200)
    const code = new TOTP({ secret }).generate({ timestamp: clock.now().getTime() })
    const set = await here.post('/me/authenticator', { code })
    set.assertHeader('location', '/me/recovery-codes')
    ;(await elsewhere.get('/me')).assertStatus(303)
    const viewer = await Session.viewer(cookieSet(set), clock.now())
    assert.isNotNull(viewer?.secondFactorAt)
  })

  test('is not taken away by whoever knows the password alone', async ({ client, assert }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(PASSWORD) })
    const { token } = await Session.open({ personId: awa.id, userAgent: '', at: clock.now() })
    await codesOf(awa)
    const proved = await withCookie(client, token).post('/confirm', { password: PASSWORD })
    const again = withCookie(client, cookieSet(proved) || token)
    const answer = await again.post('/me/authenticator?_method=DELETE', {})
    answer.assertStatus(303)
    assert.match(answer.header('location') ?? '', /^\/confirm\?.*second=1/)
    assert.isTrue(await AuthenticatorApp.isSetUp(awa.id))
  })

  test('goes from every session with the last factor, and is written of', async ({
    client,
    assert,
  }) => {
    const fatou = await someoneWith('moderator')
    await codesOf(fatou)
    const browser = await as(client, fatou)
    const open = await browser.get('/join-requests')
    open.assertStatus(200)
    await browser.delete('/me/authenticator')
    const closed = await browser.get('/join-requests')
    closed.assertHeader('location', '/confirm?next=%2Fjoin-requests&second=1')
    const told = await db.from('outbox_letters').where('recipient', fatou.email ?? '')
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['door_changed.app_removed']
    )
  })
})

test.group('A link in a letter', (group) => {
  inTransaction(group)

  test('leads back to where one wanted to go, never elsewhere', async ({ client }) => {
    const awa = await someone('Awa')
    const visitor = await as(client, null)
    for (const [next, to] of [
      ['/invitations', '/invitations'],
      ['//elsewhere.org', '/feed'],
    ]) {
      await visitor.post('/sign-in', { email: awa.email, next })
      const link = await linkIn(awa.email ?? '')
      const pressed = await visitor.post(link, { next })
      pressed.assertHeader('location', to ?? '')
    }
  })
})

test.group('Sessions', (group) => {
  inTransaction(group)

  test('are ended one by one, or all the others at once', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const [first] = [await aSessionOf(awa), await aSessionOf(awa), await aSessionOf(awa)]
    const browser = await as(client, awa)
    const left = async () => (await Session.query().where('personId', awa.id)).length
    const ended = await browser.delete(`/sessions/${first}`)
    ended.assertHeader('location', '/me/security')
    assert.equal(await left(), 3)
    await browser.delete('/sessions/others')
    assert.equal(await left(), 1)
    const still = await browser.get('/me/security')
    still.assertStatus(200)
  })

  test('of someone else are not there', async ({ client, assert }) => {
    const id = await aSessionOf(await someone('Bastien'))
    const browser = await as(client, await someone('Awa'))
    const refused = await browser.delete(`/sessions/${id}`)
    refused.assertStatus(404)
    assert.isNotNull(await Session.find(id))
  })

  test('chosen by somebody else before sign-in are worth nothing after it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa', { passwordHash: await hash.make(PASSWORD) })
    const mallory = await someone('Mallory')
    const { token: planted } = await Session.open({
      personId: mallory.id,
      userAgent: '',
      at: clock.now(),
    })
    const form = { email: awa.email, password: PASSWORD }
    const answer = await withCookie(client, planted).post('/sign-in', form)
    const own = cookieSet(answer)
    assert.lengthOf(own, 43)
    assert.notEqual(own, planted)
    const stale = await withCookie(client, planted).get('/me')
    stale.assertStatus(303)
    const invented = 'A'.repeat(43)
    const other = await withCookie(client, invented).post('/sign-in', form)
    assert.notEqual(cookieSet(other), invented)
    assert.isEmpty(await Session.query().where('personId', mallory.id))
  })
})

test.group('Another e-mail address', (group) => {
  inTransaction(group)

  const letters = (recipient: string | null) =>
    db.from('outbox_letters').where('recipient', recipient ?? '')

  test('counts once its link is pressed; the old one is told', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const before = awa.email
    const browser = await as(client, awa)
    const asked = await browser.post('/me/email', { email: 'Awa.Nouvelle@example.org' })
    asked.assertStatus(303)
    assert.lengthOf(await letters(before), 1)
    const link = await linkIn('awa.nouvelle@example.org')
    const opened = await browser.get(link)
    opened.assertStatus(200)
    await awa.refresh()
    assert.equal(awa.email, before)
    await browser.post(link)
    await awa.refresh()
    assert.equal(awa.email, 'awa.nouvelle@example.org')
    const again = await browser.post(link)
    again.assertStatus(410)
  })

  test('that has an account already looks the same, and changes nothing', async ({
    client,
    assert,
  }) => {
    const bastien = await someone('Bastien')
    const browser = await as(client, await someone('Awa'))
    const taken = await browser.post('/me/email', { email: bastien.email })
    const free = await browser.post('/me/email', { email: 'libre@example.org' })
    assert.equal(taken.status(), free.status())
    assert.equal(taken.header('location'), free.header('location'))
    assert.isEmpty(await letters(bastien.email))
  })
})
