import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Person } from '#people/person'
import { guardGate } from '#shared/wiring/gates'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'
import { joinEffort } from '#tests/support/join_effort'
import { linkIn } from '#tests/support/letters'
import { newcomer } from '#tests/support/newcomer'
import { ruledBy } from '#tests/support/ruled_by'

test.group('The join page', (group) => {
  inTransaction(group)
  founded(group)

  test('says how one comes in when it is {mode}')
    .with([
      { mode: 'open', said: 'La porte est ouverte', form: true },
      { mode: 'request', said: 'lue par 2 personnes du réseau', form: true },
      { mode: 'invitation', said: 'on entre sur invitation', form: false },
    ] as const)
    .run(async ({ client, assert }, { mode, said, form }) => {
      await ruledBy({ 'join.mode': mode, 'join.approvals_needed': 2 })
      const visitor = await as(client, null)
      const page = await visitor.get('/join')
      assert.include(page.text(), said)
      assert.equal(page.text().includes('action="/join"'), form)
      const invitation = await anInvitation(await someone('Awa'))
      const invited = await visitor.get(`/join?invitation=${invitation.token}`)
      assert.include(invited.text(), 'Awa vous invite')
      assert.include(invited.text(), 'action="/join"')
      if (form) return
      const sent = await visitor.post('/join', newcomer())
      sent.assertStatus(422)
      assert.lengthOf(await db.from('join_requests'), 0)
    })

  test('asks for the age that the rule book says, and takes nobody who does not attest it', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'open', 'join.minimum_age': 18 })
    const visitor = await as(client, null)
    const page = await visitor.get('/join')
    assert.include(page.text(), 'au moins 18 ans')
    const sent = await visitor.post('/join', newcomer({ age: '' }))
    sent.assertStatus(422)
    assert.lengthOf(await db.from('join_requests'), 0)
  })

  test('tells nobody who has an account: same page, same number of letters', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'open' })
    const { email: known } = await someone('Awa')
    const visitor = await as(client, null)
    const answerTo = async (email: string, handle: string) => {
      const sent = await visitor.post('/join', newcomer({ email, handle, ...joinEffort() }))
      const [letters] = await db.from('outbox_letters').where('recipient', email).count('* as n')
      const headers = { ...sent.headers(), date: null }
      return { status: sent.status(), text: sent.text(), headers, letters: Number(letters.n) }
    }
    const [here, nowhere] = [
      await answerTo(known ?? '', 'g_one'),
      await answerTo('nobody@example.org', 'g_two'),
    ]
    assert.deepEqual(here, nowhere)
    assert.equal(here.letters, 1)
  })
})

test.group('Sign-up closed by a gate', (group) => {
  inTransaction(group)
  founded(group)
  group.each.setup(async () => {
    await ruledBy({ 'join.mode': 'open' })
  })
  const closeTheGate = () => guardGate('join', async () => 'people.join.invitation_needed')

  test('says so and why, takes no form, and opens again', async ({ client, assert }) => {
    const open = closeTheGate()
    const visitor = await as(client, null)
    const page = await visitor.get('/join')
    assert.include(page.text(), 'demandez à quelqu’un que vous connaissez')
    assert.notInclude(page.text(), 'action="/join"')
    const sent = await visitor.post('/join', newcomer())
    sent.assertStatus(422)
    assert.lengthOf(await db.from('join_requests'), 0)
    open()
    const again = await visitor.post('/join', newcomer())
    again.assertStatus(303)
  })

  test('lets nobody in by a link that was sent before; the link stays good', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    const link = await linkIn('gwenola@example.org')
    const open = closeTheGate()
    const refused = await visitor.post(link)
    refused.assertStatus(409)
    assert.include(refused.text(), 'Votre demande est gardée')
    assert.isNull(await Person.findBy('handle', 'gwenola_m'))
    open()
    const confirmed = await visitor.post(link)
    confirmed.assertHeader('location', '/feed')
  })
})
