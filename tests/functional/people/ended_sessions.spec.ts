import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import { appUrl } from '#config/installation'
import { AuthenticatorApp } from '#people/second_factor/authenticator_app'
import { makeRecoveryCodes, recoveryCodesLeft } from '#people/second_factor/recovery_codes'
import { Session } from '#people/session'
import { clock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { newToken } from '#shared/random'
import { someone } from '#tests/support/cast'
import { codesOf } from '#tests/support/codes'
import { ownDatabase } from '#tests/support/own_database'
import { somebodyWaits } from '#tests/support/somebody_waits'

const PASSWORD = 'fromage de chèvre'

async function aBrowserOf(person: { id: number }, awaits = false) {
  const opening = { personId: person.id, userAgent: '', at: clock.now(), awaits }
  const { session, token } = await Session.open(opening)
  const send = (path: string, form: Record<string, string> = {}) =>
    fetch(`${appUrl}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'cookie': `${SESSION_COOKIE}=${token}`, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(form),
    })
  return { id: session.id, token, send }
}

const sessionsOf = async (person: { id: number }) =>
  (await Session.query().where('personId', person.id)).map(({ id }) => id)

test.group('A session that is ended while it is used', (group) => {
  ownDatabase(group)

  test('is not confirmed, nor changes the password, at that instant', async ({ assert }) => {
    for (const [path, form] of [
      ['/confirm', { password: PASSWORD }],
      ['/me/password?_method=PUT', { password: 'un autre secret', current_password: PASSWORD }],
    ] as const) {
      const awa = await someone('Awa', { passwordHash: await hash.make(PASSWORD) })
      const [own, stolen] = [await aBrowserOf(awa), await aBrowserOf(awa)]
      const old = new Date(clock.now().getTime() - 3_600_000)
      await Session.query().where('id', stolen.id).update({ confirmedAt: old })
      // Checking a password takes longer than ending a session.
      const trying = stolen.send(path, form)
      await Promise.all([trying, own.send('/sessions/others?_method=DELETE')])
      assert.deepEqual(await sessionsOf(awa), [own.id], path)
      await awa.refresh()
      assert.isTrue(await awa.hasAsPassword(PASSWORD), path)
    }
  })

  test('does not live on in the one that takes its place', async ({ assert }) => {
    const awa = await someone('Awa')
    const [own, stolen] = [await aBrowserOf(awa), await aBrowserOf(awa)]
    const opening = { personId: awa.id, userAgent: '', at: clock.now() }
    let ending: Promise<void> | undefined
    await db.transaction(async (transaction) => {
      await transaction.rawQuery('select from people where id = ? for no key update', [awa.id])
      await transaction.from('sessions').where('id', stolen.id).delete()
      await Session.open(opening, transaction)
      ending = Session.endOthers(awa.id, own.id)
      await somebodyWaits()
    })
    await ending
    assert.deepEqual(await sessionsOf(awa), [own.id])
  })

  test('waits for whoever is ending sessions before it is replaced', async ({ assert }) => {
    const awa = await someone('Awa')
    const { id, token } = await aBrowserOf(awa)
    const opening = { personId: awa.id, userAgent: '', at: clock.now() }
    const renewing = await db.transaction(async (transaction) => {
      await transaction.rawQuery('select from people where id = ? for no key update', [awa.id])
      const begun = Session.renew(token, opening)
      await somebodyWaits()
      await transaction.from('sessions').where('id', id).delete()
      return { begun }
    })
    assert.isNull(await renewing.begun)
    assert.isEmpty(await sessionsOf(awa))
  })

  test('is replaced once, whoever asks twice', async ({ assert }) => {
    const awa = await someone('Awa')
    const { token } = await aBrowserOf(awa)
    const opening = { personId: awa.id, userAgent: '', at: clock.now() }
    const opened = await Promise.all([1, 2, 3].map(() => Session.renew(token, opening)))
    assert.lengthOf(opened.filter(Boolean), 1)
    assert.lengthOf(await sessionsOf(awa), 1)
    const bastien = await aBrowserOf(await someone('Bastien'))
    assert.isNull(await Session.renew(bastien.token, opening), 'another’s session')
    const later = new Date(clock.now().getTime() + 61 * 86_400_000)
    const old = await aBrowserOf(awa)
    assert.isNull(await Session.renew(old.token, { ...opening, at: later }), 'too old a session')
    assert.isNull(await Session.renew(newToken().token, opening), 'an invented one')
  })

  test('that waits for its code opens one session, whatever is sent at once', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const codeAt = await codesOf(awa)
    const recovery = await makeRecoveryCodes(awa.id, clock.now())
    const browser = await aBrowserOf(awa, true)
    const codes = [codeAt(), codeAt(), ...recovery.slice(0, 3)]
    await Promise.all(codes.map((code) => browser.send('/sign-in/code', { code })))
    assert.lengthOf(await sessionsOf(awa), 1)
  })
})

test.group('A code sent many times at one instant', (group) => {
  ownDatabase(group)

  for (const kind of ['application', 'recovery'] as const) {
    test(`of the ${kind} opens one session among many that wait`, async ({ assert }) => {
      const awa = await someone('Awa')
      const codeAt = await codesOf(awa)
      const [recovery = ''] = await makeRecoveryCodes(awa.id, clock.now())
      const code = kind === 'application' ? codeAt() : recovery
      const browsers = await Promise.all([1, 2, 3, 4, 5].map(() => aBrowserOf(awa, true)))
      const answers = await Promise.all(
        browsers.map((browser) => browser.send('/sign-in/code', { code }))
      )
      assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422, 422, 422, 422])
      assert.lengthOf(await Session.query().where('awaitsSecondFactor', false), 1)
    })
  }

  test('when new ones are made in two tabs: ten serve', async ({ assert }) => {
    const awa = await someone('Awa')
    await Promise.all([1, 2, 3].map(() => makeRecoveryCodes(awa.id, clock.now())))
    assert.equal(await recoveryCodesLeft(awa.id), 10)
  })

  test('a right first code in two tabs sets the application up once', async ({ assert }) => {
    const awa = await someone('Awa')
    const app = await AuthenticatorApp.begin(awa.id, clock.now())
    const again = await Promise.all([1, 2].map(() => AuthenticatorApp.begin(awa.id, clock.now())))
    const secrets = [app, ...again].map((one) => one.keyFor('@awa', 'Niort').secret)
    assert.lengthOf([...new Set(secrets)], 1)
  })
})
