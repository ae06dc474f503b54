import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import { Session } from '#people/session'
import { Mandate } from '#people/mandate'
import { clock, FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { inTransaction } from '#tests/support/in_transaction'
import { as, cookieOf } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { linkIn } from '#tests/support/letters'

test.group('Signing in', (group) => {
  inTransaction(group)

  test('by a link: opening it does nothing, pressing the button signs in once', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const visitor = await as(client, null)
    await visitor.post('/sign-in', { email: awa.email })
    const link = await linkIn(awa.email ?? '')
    const opened = await visitor.get(link)
    opened.assertStatus(200)
    assert.isUndefined(opened.cookie(SESSION_COOKIE))
    const pressed = await visitor.post(link)
    pressed.assertStatus(303)
    assert.isDefined(pressed.cookie(SESSION_COOKIE))
    const again = await visitor.post(link)
    again.assertStatus(410)
  })

  test('a link dies after half an hour', async ({ client }) => {
    const awa = await someone('Awa')
    const visitor = await as(client, null)
    await visitor.post('/sign-in', { email: awa.email })
    const link = await linkIn(awa.email ?? '')
    const fake = new FakeClock(clock.now())
    fake.advance({ minutes: 31 })
    const back = useClock(fake)
    const response = await visitor.post(link)
    back()
    response.assertStatus(410)
  })

  test('by password, right or wrong, with the same words for an unknown address', async ({
    client,
    assert,
  }) => {
    const passwordHash = await hash.make('fromage de chèvre')
    const awa = await someone('Awa', { passwordHash })
    const visitor = await as(client, null)
    const right = await visitor.post('/sign-in', {
      email: awa.email,
      password: 'fromage de chèvre',
    })
    right.assertStatus(303)
    const wrong = await visitor.post('/sign-in', { email: awa.email, password: 'tourteau' })
    const unknown = await visitor.post('/sign-in', { email: 'nobody@example.org', password: 'x' })
    wrong.assertStatus(422)
    unknown.assertStatus(422)
    const sentence = 'L’adresse ou le mot de passe ne va pas'
    assert.include(wrong.text(), sentence)
    assert.include(unknown.text(), sentence)
  })

  test('an unknown address gets the same page and no letter', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const response = await visitor.post('/sign-in', { email: 'nobody@example.org' })
    response.assertHeader('location', '/sign-in/sent')
    assert.isNull(await db.from('outbox_letters').where('recipient', 'nobody@example.org').first())
  })

  test('takes one back to the page that asked, never to another site', async ({ client }) => {
    const passwordHash = await hash.make('fromage de chèvre')
    const awa = await someone('Awa', { passwordHash })
    const visitor = await as(client, null)
    const asked = await visitor.get('/posts/new')
    asked.assertHeader('location', '/sign-in?next=%2Fposts%2Fnew')
    const form = { email: awa.email, password: 'fromage de chèvre' }
    const there = await visitor.post('/sign-in', { ...form, next: '/posts/new' })
    there.assertHeader('location', '/posts/new')
    const elsewhere = await visitor.post('/sign-in', { ...form, next: 'https://evil.example' })
    elsewhere.assertHeader('location', '/feed')
  })

  test('gives a new session, and ends the one the browser had', async ({ client, assert }) => {
    const passwordHash = await hash.make('fromage de chèvre')
    const awa = await someone('Awa', { passwordHash })
    const planted = await cookieOf(await someone('Bastien'))
    const response = await client
      .post('/sign-in')
      .header('cookie', planted ?? '')
      .form({ email: awa.email, password: 'fromage de chèvre' })
    const given = response.cookie(SESSION_COOKIE)?.value
    assert.notEqual(`${SESSION_COOKIE}=${given}`, planted)
    const after = await client.get('/me').header('cookie', planted ?? '')
    after.assertHeader('location', '/sign-in?next=%2Fme')
  })

  test('keeps only the hash of the session’s secret', async ({ assert }) => {
    const awa = await someone('Awa')
    const { token } = await Session.open({ personId: awa.id, userAgent: '', at: clock.now() })
    const rows = await db.from('sessions').where('person_id', awa.id)
    assert.notInclude(JSON.stringify(rows), token)
    assert.equal((await Session.viewer(token, clock.now()))?.id, awa.id)
    assert.isNull(await Session.viewer(`${token.slice(0, -1)}_`, clock.now()))
  })

  test('lasts sixty days', async ({ client }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    for (const [days, status] of [
      [59, 200],
      [61, 303],
    ] as const) {
      const fake = new FakeClock(clock.now())
      fake.advance({ days })
      const back = useClock(fake)
      const answer = await browser.get('/me')
      back()
      answer.assertStatus(status)
    }
  })

  test('ends everywhere at once', async ({ client }) => {
    const awa = await someone('Awa')
    const [phone, desktop] = [await as(client, awa), await as(client, awa)]
    const done = await phone.delete('/sessions')
    done.assertStatus(303)
    const asked = await desktop.get('/me')
    asked.assertHeader('location', '/sign-in?next=%2Fme')
  })

  test('a new password signs the other devices out, not this one', async ({ client }) => {
    const awa = await someone('Awa')
    const [phone, desktop] = [await as(client, awa), await as(client, awa)]
    const changed = await phone.put('/me/password', { password: 'une phrase assez longue' })
    changed.assertStatus(303)
    const asked = await desktop.get('/me')
    asked.assertHeader('location', '/sign-in?next=%2Fme')
  })
})

test.group('A mandate', (group) => {
  inTransaction(group)

  test('opens its pages while it lasts, and closes them the instant it ends', async ({
    client,
  }) => {
    const fatou = await someoneWith('moderator')
    const browser = await as(client, fatou)
    const open = await browser.get('/join-requests')
    open.assertStatus(200)
    const mandate = await Mandate.findByOrFail('personId', fatou.id)
    await mandate.end({ endedAt: clock.now(), cause: 'resigned', at: clock.now() })
    const closed = await browser.get('/join-requests')
    closed.assertStatus(403)
  })

  test('of yesterday opens nothing', async ({ client }) => {
    const fatou = await someoneWith('moderator')
    const fake = new FakeClock(clock.now())
    fake.advance({ days: 366 })
    const back = useClock(fake)
    const browser = await as(client, fatou)
    const closed = await browser.get('/join-requests')
    back()
    closed.assertStatus(403)
  })
})
