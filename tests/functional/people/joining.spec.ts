import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Invitation } from '#people/invitation'
import { JoinRequest } from '#people/join_request'
import { Person } from '#people/person'
import { recordFoundingValues } from '#rulebook/rule_book'
import { clock, FakeClock, useClock } from '#shared/clock'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'
import { linkIn } from '#tests/support/letters'
import { newcomer } from '#tests/support/newcomer'

async function joinMode(mode: 'open' | 'invitation' | 'request', approvals = 1) {
  await db.transaction((transaction) =>
    recordFoundingValues(transaction, new Date('2020-01-01'), {
      'join.mode': mode,
      'join.approvals_needed': approvals,
    })
  )
}

test.group('Joining by invitation', (group) => {
  inTransaction(group)
  founded(group)

  test('Gwenola follows Awa’s link, confirms her address and is in, Awa her sponsor', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const invitation = await anInvitation(awa)
    const visitor = await as(client, null)
    const form = await visitor.get(`/join?invitation=${invitation.token}`)
    form.assertStatus(200)
    assert.include(form.text(), 'Awa vous invite')
    const sent = await visitor.post('/join', newcomer({ invitation: invitation.token }))
    sent.assertStatus(303)
    const link = await linkIn('gwenola@example.org')
    assert.isNull(await Person.findBy('handle', 'gwenola_m'), 'not before the address is confirmed')

    const opened = await visitor.get(link)
    opened.assertStatus(200)
    assert.isNull(await Person.findBy('handle', 'gwenola_m'), 'opening the link changes nothing')
    const confirmed = await visitor.post(link)
    confirmed.assertStatus(303)
    confirmed.assertHeader('location', '/feed')
    const gwenola = await Person.findByOrFail('handle', 'gwenola_m')
    assert.equal(gwenola.sponsorId, awa.id)
    assert.equal(gwenola.email, 'gwenola@example.org')
  })

  test('a second press of the link signs nobody in', async ({ client, assert }) => {
    const invitation = await anInvitation(await someone('Awa'))
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer({ invitation: invitation.token }))
    const link = await linkIn('gwenola@example.org')
    await visitor.post(link)
    const again = await visitor.post(link)
    again.assertHeader('location', '/sign-in')
    assert.isEmpty(again.cookies())
  })

  test('an invitation of one place takes one person', async ({ client, assert }) => {
    const invitation = await anInvitation(await someone('Awa'), 1)
    const visitor = await as(client, null)
    for (const name of ['hugo', 'ines']) {
      const facts = { name, handle: name, email: `${name}@example.org` }
      await visitor.post('/join', newcomer({ ...facts, invitation: invitation.token }))
    }
    await visitor.post(await linkIn('hugo@example.org'))
    const late = await visitor.post(await linkIn('ines@example.org'))
    late.assertStatus(409)
    assert.isNotNull(await Person.findBy('handle', 'hugo'))
    assert.isNull(await Person.findBy('handle', 'ines'))
  })

  test('when the handle was taken meanwhile, another one is asked for and let in', async ({
    client,
    assert,
  }) => {
    const invitation = await anInvitation(await someone('Awa'))
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer({ invitation: invitation.token }))
    await someone('Gwenola', { handle: 'gwenola_m' })
    const link = await linkIn('gwenola@example.org')
    const taken = await visitor.post(link)
    taken.assertStatus(409)
    assert.include(taken.text(), 'name="handle"')
    const again = await visitor.post(link, { handle: 'gwenola_2' })
    again.assertHeader('location', '/feed')
    assert.equal((await Person.findByOrFail('handle', 'gwenola_2')).email, 'gwenola@example.org')
  })

  test('a forged, revoked or late link is no invitation', async ({ assert }) => {
    const fake = new FakeClock(clock.now())
    const awa = await someone('Awa')
    const good = await anInvitation(awa)
    assert.equal((await Invitation.open(good.token, fake.now()))?.id, good.id)
    assert.isNull(await Invitation.open(`${good.id}.${'A'.repeat(43)}`, fake.now()))
    assert.isNull(await Invitation.open('not a token', fake.now()))
    fake.advance({ days: 31 })
    assert.isNull(await Invitation.open(good.token, fake.now()))
    const other = await anInvitation(awa)
    await other.revoke(clock.now())
    assert.isNull(await Invitation.open(other.token, clock.now()))
  })

  test('invitations stop at the rule book’s number of places a month', async ({ assert }) => {
    const awa = await someone('Awa')
    const make = (seats: number) =>
      Invitation.make({ sponsorId: awa.id, note: '', seats, at: clock.now() }, 5)
    assert.isTrue((await make(3)).ok)
    assert.isTrue((await make(2)).ok)
    assert.deepEqual(await make(1), { ok: false, refusal: 'monthly_limit' })
  })
})

test.group('Asking to join', (group) => {
  inTransaction(group)
  founded(group)

  test('waits for the approvals that the rule book asks, from different people', async ({
    client,
    assert,
  }) => {
    await joinMode('request', 2)
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer({ message: 'Je suis la voisine de Driss.' }))
    const waiting = await visitor.post(await linkIn('gwenola@example.org'))
    waiting.assertStatus(200)
    const request = await JoinRequest.findByOrFail('handle', 'gwenola_m')
    const fatou = await someoneWith('moderator')
    const chloe = await someoneWith('board')
    const list = await (await as(client, fatou)).get('/join-requests')
    assert.include(list.text(), 'voisine de Driss')
    await (await as(client, fatou)).post(`/join-requests/${request.id}/approvals`)
    await (await as(client, fatou)).post(`/join-requests/${request.id}/approvals`)
    assert.isNull(await Person.findBy('handle', 'gwenola_m'), 'one person counts once')
    await (await as(client, chloe)).post(`/join-requests/${request.id}/approvals`)
    assert.isNotNull(await Person.findBy('handle', 'gwenola_m'))
  })

  test('can be refused, with a reason that is sent', async ({ client, assert }) => {
    await joinMode('request')
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    await visitor.post(await linkIn('gwenola@example.org'))
    const request = await JoinRequest.findByOrFail('handle', 'gwenola_m')
    const fatou = await as(client, await someoneWith('moderator'))
    const without = await fatou.post(`/join-requests/${request.id}/refusal`, { reason: '' })
    without.assertStatus(422)
    await fatou.post(`/join-requests/${request.id}/refusal`, { reason: 'Compte publicitaire.' })
    const letter = await db.from('outbox_letters').where('kind', 'join_refused').firstOrFail()
    assert.include(letter.text_body, 'Compte publicitaire.')
    await fatou.post(`/join-requests/${request.id}/approvals`)
    assert.isNull(await Person.findBy('handle', 'gwenola_m'), 'refused is decided')
  })

  test('is closed without an invitation when the rule says so', async ({ client, assert }) => {
    await joinMode('invitation')
    const visitor = await as(client, null)
    const page = await visitor.get('/join')
    assert.include(page.text(), 'sur invitation')
    const tried = await visitor.post('/join', newcomer())
    tried.assertStatus(422)
    assert.isNull(await JoinRequest.findBy('handle', 'gwenola_m'))
  })

  test('needs no approval when the network is open', async ({ client, assert }) => {
    await joinMode('open')
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    await visitor.post(await linkIn('gwenola@example.org'))
    assert.isNotNull(await Person.findBy('handle', 'gwenola_m'))
  })

  test('answers the same whether the address is known or not', async ({ client, assert }) => {
    await joinMode('open')
    const awa = await someone('Awa')
    const visitor = await as(client, null)
    const known = await visitor.post('/join', newcomer({ email: awa.email ?? '', handle: 'x_one' }))
    const unknown = await visitor.post(
      '/join',
      newcomer({ email: 'n@example.org', handle: 'x_two' })
    )
    assert.equal(known.status(), unknown.status())
    assert.equal(known.header('location'), unknown.header('location'))
    const letter = await db
      .from('outbox_letters')
      .where('recipient', awa.email ?? '')
      .firstOrFail()
    assert.equal(letter.kind, 'already_here')
  })

  test('keeps what was typed and says what to mend', async ({ client, assert }) => {
    await joinMode('request')
    const visitor = await as(client, null)
    const wrong = newcomer({ handle: 'Été !', email: 'pas une adresse', message: 'Gardez ceci' })
    const response = await visitor.post('/join', { ...wrong, age: '' })
    response.assertStatus(422)
    for (const kept of ['Gwenola', 'pas une adresse', 'Gardez ceci', 'aria-invalid']) {
      assert.include(response.text(), kept)
    }
  })

  test('a confirmation link dies after seven days', async ({ client }) => {
    await joinMode('open')
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    const link = await linkIn('gwenola@example.org')
    const fake = new FakeClock(clock.now())
    fake.advance({ days: 7, minutes: 1 })
    const back = useClock(fake)
    const response = await visitor.post(link)
    back()
    response.assertStatus(410)
  })
})
