import { test } from '@japa/runner'
import { Passkey } from '#people/passkeys/passkey'
import { clock, FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'
import { PasskeyDevice } from '#tests/support/passkey_device'
import { aPasskey, scriptOf, viewerOf } from '#tests/support/passkeys'

const REFUSED = 'Cette clé d’accès n’a pas pu être vérifiée.'

test.group('Adding a passkey', (group) => {
  inTransaction(group)

  test('keeps its public half, under its name or that of the device', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const script = await scriptOf(client, awa)
    const device = new PasskeyDevice()
    const credential = device.made(await script.challenge('add'))
    const added = await script.post('/passkeys', { name: ' Mon  téléphone ', credential })
    added.assertStatus(201)
    added.assertBody({ to: '/me/security' })
    const [kept] = await Passkey.of(awa.id)
    assert.equal(kept?.name, 'Mon téléphone')
    assert.equal(kept?.credentialId, device.id.toString('base64url'))
    assert.deepEqual(kept?.transports, ['internal'])
    const other = new PasskeyDevice().made(await script.challenge('add'))
    const unnamed = await script.post('/passkeys', { credential: other })
    unnamed.assertStatus(201)
    assert.equal((await Passkey.of(awa.id))[1]?.name, 'Clé d’accès')
  })

  test('asks for a key that is found without a name and unlocked by its owner', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const { passkey } = await aPasskey(awa)
    const script = await scriptOf(client, awa)
    const ask = async () => (await script.post('/passkeys/challenges', { purpose: 'add' })).body()
    const [options, again] = [await ask(), await ask()]
    assert.equal(options.authenticatorSelection.residentKey, 'required')
    assert.equal(options.authenticatorSelection.userVerification, 'required')
    assert.equal(options.attestation, 'none')
    assert.equal(options.excludeCredentials[0].id, passkey.credentialId)
    assert.equal(options.user.id, again.user.id)
    assert.notEqual(options.challenge, again.challenge)
    const handle = Buffer.from(options.user.id, 'base64url').toString()
    assert.notInclude(handle, awa.email ?? '')
    assert.notInclude(JSON.stringify(options), awa.email ?? '')
  })

  test('is refused from another site, a device that is not unlocked, for another use or person', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const script = await scriptOf(client, awa)
    const refused = async (credential: object) => {
      const answer = await script.post('/passkeys', { credential })
      answer.assertStatus(422)
      assert.include(answer.body().error, REFUSED)
    }
    for (const wrong of [
      { origin: 'https://evil.example' },
      { place: 'evil.example' },
      { verified: false },
      { crossOrigin: true },
    ]) {
      await refused(new PasskeyDevice().made(await script.challenge('add'), wrong))
    }
    await refused(new PasskeyDevice().made(await script.challenge('confirm')))
    await refused(new PasskeyDevice().made(await script.challenge('sign_in')))
    const bastien = await scriptOf(client, await someone('Bastien'))
    await refused(new PasskeyDevice().made(await bastien.challenge('add')))
    assert.isEmpty(await Passkey.of(awa.id))
  })

  test('twice with the same device is refused, by another person too', async ({ client }) => {
    const { device } = await aPasskey(await someone('Awa'))
    const bastien = await scriptOf(client, await someone('Bastien'))
    const credential = device.made(await bastien.challenge('add'))
    const answer = await bastien.post('/passkeys', { credential })
    answer.assertStatus(422)
    answer.assertBody({ error: 'Cet appareil a déjà une clé d’accès ici.' })
  })

  test('stops at twenty', async ({ client, assert }) => {
    const awa = await someone('Awa')
    for (let kept = 0; kept < 20; kept += 1) await aPasskey(awa)
    const script = await scriptOf(client, awa)
    const credential = new PasskeyDevice().made(await script.challenge('add'))
    const answer = await script.post('/passkeys', { credential })
    answer.assertStatus(422)
    assert.include(answer.body().error, 'vingt')
  })
})

test.group('A device left open', (group) => {
  inTransaction(group)

  test('adds and removes no passkey before one has proved who one is', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const { device, passkey } = await aPasskey(awa)
    const [script, forms] = [await scriptOf(client, awa), await as(client, awa)]
    const fake = new FakeClock(clock.now())
    fake.advance({ minutes: 16 })
    const early = await script.challenge('add')
    const back = useClock(fake)
    const asked = await script.post('/passkeys/challenges', { purpose: 'add' })
    asked.assertStatus(403)
    const added = await script.post('/passkeys', { credential: new PasskeyDevice().made(early) })
    added.assertStatus(403)
    const removed = await forms.delete(`/passkeys/${passkey.id}`)
    assert.match(removed.header('location') ?? '', /^\/confirm\?/)
    assert.lengthOf(await Passkey.of(awa.id), 1)
    const proof = device.signed(await script.challenge('confirm'))
    const confirmed = await script.post('/confirm/passkey', { credential: proof })
    const viewer = await viewerOf(confirmed)
    back()
    assert.isTrue(viewer?.hasJustSignedIn(fake.now()))
  })
})

test.group('Signing in with a passkey', (group) => {
  inTransaction(group)

  test('opens a session with both factors, and goes where one was going', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const { device, passkey } = await aPasskey(awa)
    const script = await scriptOf(client, null)
    const options = (await script.post('/passkeys/challenges', { purpose: 'sign_in' })).body()
    assert.equal(options.userVerification, 'required')
    assert.deepEqual(options.allowCredentials, [])
    const credential = device.signed(options.challenge)
    const entered = await script.post('/sign-in/passkey', { credential, next: '/posts/new' })
    entered.assertStatus(200)
    entered.assertBody({ to: '/posts/new' })
    const viewer = await viewerOf(entered)
    assert.equal(viewer?.id, awa.id)
    assert.equal(viewer?.signedInBy, 'passkey')
    assert.isNotNull(viewer?.secondFactorAt)
    await passkey.refresh()
    assert.equal(passkey.counter, 1)
    assert.isNotNull(passkey.lastUsedAt)
  })

  test('never goes to another site', async ({ client }) => {
    const { device } = await aPasskey(await someone('Awa'))
    const script = await scriptOf(client, null)
    const credential = device.signed(await script.challenge('sign_in'))
    const entered = await script.post('/sign-in/passkey', { credential, next: '//evil.example' })
    entered.assertBody({ to: '/feed' })
  })

  test('answers alike whether a credential is unknown, known and wrong, or late', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const { device } = await aPasskey(awa)
    const script = await scriptOf(client, null)
    const answers: unknown[] = []
    const tried = async (credential: object) => {
      const answer = await script.post('/sign-in/passkey', { credential })
      assert.isUndefined(answer.cookie(SESSION_COOKIE))
      answers.push([answer.status(), answer.body()])
    }
    await tried(new PasskeyDevice().signed(await script.challenge('sign_in')))
    const impostor = new PasskeyDevice().signed(await script.challenge('sign_in'))
    const id = device.id.toString('base64url')
    await tried({ ...impostor, id, rawId: id })
    await tried(device.signed(await script.challenge('sign_in'), { verified: false }))
    await tried(device.signed(await script.challenge('sign_in'), { origin: 'https://a.example' }))
    await tried(device.signed(await script.challenge('sign_in'), { place: 'a.example' }))
    await tried(device.signed('x'.repeat(43)))
    const late = await script.challenge('sign_in')
    const fake = new FakeClock(clock.now())
    fake.advance({ minutes: 6 })
    const back = useClock(fake)
    await tried(device.signed(late))
    back()
    assert.lengthOf(answers, 7)
    assert.deepEqual(new Set(answers.map((one) => JSON.stringify(one))).size, 1)
    assert.include(JSON.stringify(answers[0]), REFUSED)
  })

  test('takes a challenge once, even when it failed the first time', async ({ client }) => {
    const { device } = await aPasskey(await someone('Awa'))
    const script = await scriptOf(client, null)
    const challenge = await script.challenge('sign_in')
    const first = await script.post('/sign-in/passkey', { credential: device.signed(challenge) })
    first.assertStatus(200)
    const again = await script.post('/sign-in/passkey', { credential: device.signed(challenge) })
    again.assertStatus(422)
    const another = await script.challenge('sign_in')
    const wrong = device.signed(another, { verified: false })
    const failed = await script.post('/sign-in/passkey', { credential: wrong })
    failed.assertStatus(422)
    const right = await script.post('/sign-in/passkey', { credential: device.signed(another) })
    right.assertStatus(422)
  })

  test('takes no challenge of another purpose', async ({ client }) => {
    const awa = await someone('Awa')
    const { device } = await aPasskey(awa)
    const script = await scriptOf(client, awa)
    for (const purpose of ['add', 'confirm']) {
      const credential = device.signed(await script.challenge(purpose))
      const answer = await script.post('/sign-in/passkey', { credential })
      answer.assertStatus(422)
    }
  })

  test('refuses a counter that does not go on: the key has been copied', async ({
    client,
    assert,
  }) => {
    const { device, passkey } = await aPasskey(await someone('Awa'))
    const script = await scriptOf(client, null)
    const tried = async (counter: number) => {
      const credential = device.signed(await script.challenge('sign_in'), { counter })
      return (await script.post('/sign-in/passkey', { credential })).status()
    }
    assert.equal(await tried(7), 200)
    assert.equal(await tried(6), 422)
    assert.equal(await tried(7), 422)
    assert.equal(await tried(0), 422)
    await passkey.refresh()
    assert.equal(passkey.counter, 7)
    // Two uses at the same instant, both found good before either is written down.
    assert.isTrue(await passkey.use(8, clock.now()))
    assert.isFalse(await passkey.use(8, clock.now()))
    assert.equal(await tried(9), 200)
  })

  test('takes devices that do not count, as often as one likes', async ({ client }) => {
    const { device } = await aPasskey(await someone('Awa'))
    const script = await scriptOf(client, null)
    for (let times = 0; times < 2; times += 1) {
      const credential = device.signed(await script.challenge('sign_in'), { counter: 0 })
      const entered = await script.post('/sign-in/passkey', { credential })
      entered.assertStatus(200)
    }
  })

  test('stops guessing after thirty tries, and counts only what is wrong', async ({ client }) => {
    const { device } = await aPasskey(await someone('Awa'))
    const script = await scriptOf(client, null)
    const right = await script.post('/sign-in/passkey', {
      credential: device.signed(await script.challenge('sign_in')),
    })
    right.assertStatus(200)
    const credential = device.signed('x'.repeat(43))
    for (let tries = 0; tries < 30; tries += 1) {
      const answer = await script.post('/sign-in/passkey', { credential })
      answer.assertStatus(422)
    }
    const stopped = await script.post('/sign-in/passkey', { credential })
    stopped.assertStatus(429)
  })
})

test.group('A mailed link to someone who has only a passkey', (group) => {
  inTransaction(group)

  test('lets them in without their mandate’s powers, nor a way to take the passkey away', async ({
    client,
    assert,
  }) => {
    const fatou = await someoneWith('moderator')
    const { device, passkey } = await aPasskey(fatou)
    await (await as(client, null)).post('/sign-in', { email: fatou.email })
    const pressed = await (await as(client, null)).post(await linkIn(fatou.email ?? ''))
    pressed.assertHeader('location', '/feed')
    const viewer = await viewerOf(pressed)
    assert.isNull(viewer?.secondFactorAt ?? null)
    const cookies = [pressed.headers()['set-cookie'] ?? []].flat().map(String)
    const cookie = cookies.find((line) => line.startsWith(SESSION_COOKIE))?.split(';')[0] ?? ''
    const ask = (method: 'get' | 'post' | 'delete', path: string) =>
      client[method](path).header('cookie', cookie)
    ;(await ask('get', '/feed')).assertStatus(200)
    const powers = await ask('get', '/join-requests')
    powers.assertHeader('location', '/confirm?next=%2Fjoin-requests&second=1')
    for (const [method, path] of [
      ['delete', `/passkeys/${passkey.id}`],
      ['get', '/me/authenticator'],
      ['get', '/me/email'],
    ] as const) {
      const refused = await ask(method, path)
      assert.match(refused.header('location') ?? '', /^\/confirm\?.*second=1/, path)
    }
    assert.isNotNull(await Passkey.find(passkey.id))
    const options = await ask('post', '/passkeys/challenges').json({ purpose: 'confirm' })
    const credential = device.signed(options.body().challenge)
    const proved = await ask('post', '/confirm/passkey').json({ credential })
    assert.isTrue((await viewerOf(proved))?.may('join.decide'))
  })
})

test.group('Confirming with a passkey', (group) => {
  inTransaction(group)

  test('gives another session, and goes back', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const { device } = await aPasskey(awa)
    const script = await scriptOf(client, awa)
    const credential = device.signed(await script.challenge('confirm'))
    const confirmed = await script.post('/confirm/passkey', { credential, next: '/join-requests' })
    confirmed.assertBody({ to: '/join-requests' })
    const viewer = await viewerOf(confirmed)
    assert.equal(viewer?.id, awa.id)
  })

  test('takes no challenge that was asked to add one', async ({ client }) => {
    const awa = await someone('Awa')
    const { device } = await aPasskey(awa)
    const script = await scriptOf(client, awa)
    const credential = device.signed(await script.challenge('add'))
    const answer = await script.post('/confirm/passkey', { credential })
    answer.assertStatus(422)
  })

  test('takes no passkey of someone else', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const { passkey } = await aPasskey(awa)
    const { device } = await aPasskey(bastien)
    const script = await scriptOf(client, awa)
    const options = (await script.post('/passkeys/challenges', { purpose: 'confirm' })).body()
    assert.deepEqual(
      options.allowCredentials.map(({ id }: { id: string }) => id),
      [passkey.credentialId]
    )
    const credential = device.signed(options.challenge)
    const answer = await script.post('/confirm/passkey', { credential })
    answer.assertStatus(422)
    assert.isUndefined(answer.cookie(SESSION_COOKIE))
  })

  test('says when there is none', async ({ client }) => {
    const script = await scriptOf(client, await someone('Awa'))
    const answer = await script.post('/passkeys/challenges', { purpose: 'confirm' })
    answer.assertStatus(422)
    answer.assertBody({ error: 'Aucune clé d’accès n’est enregistrée pour ce compte.' })
  })

  test('and adding are for who is signed in', async ({ client }) => {
    const script = await scriptOf(client, null)
    for (const purpose of ['add', 'confirm']) {
      const answer = await script.post('/passkeys/challenges', { purpose })
      answer.assertStatus(401)
    }
  })
})

test.group('One’s passkeys', (group) => {
  inTransaction(group)

  test('are renamed and removed by their owner only', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const { device, passkey } = await aPasskey(awa)
    const path = `/passkeys/${passkey.id}`
    const stranger = await as(client, bastien)
    const renamedByOther = await stranger.put(path, { name: 'La mienne' })
    renamedByOther.assertStatus(404)
    const removedByOther = await stranger.delete(path)
    removedByOther.assertStatus(404)
    const owner = await as(client, awa)
    const renamed = await owner.put(path, { name: 'Ordinateur' })
    renamed.assertStatus(303)
    assert.deepEqual(
      (await Passkey.of(awa.id)).map(({ name }) => name),
      ['Ordinateur']
    )
    const nameless = await owner.put(path, { name: ' ' })
    nameless.assertStatus(422)
    const removed = await owner.delete(path)
    removed.assertHeader('location', '/me/security')
    assert.isEmpty(await Passkey.of(awa.id))
    const script = await scriptOf(client, null)
    const credential = device.signed(await script.challenge('sign_in'))
    const entered = await script.post('/sign-in/passkey', { credential })
    entered.assertStatus(422)
  })
})

test.group('Being asked for a second factor', (group) => {
  inTransaction(group)

  test('offers the passkey that one has, not an application to set up', async ({
    client,
    assert,
  }) => {
    const fatou = await someoneWith('moderator')
    const browser = await as(client, fatou)
    const without = (await browser.get('/confirm?second=1')).text()
    assert.include(without, '"/me/authenticator"')
    await aPasskey(fatou)
    const withOne = (await browser.get('/confirm?second=1')).text()
    assert.include(withOne, '<passkey-confirm')
    assert.notInclude(withOne, '"/me/authenticator"')
  })
})
