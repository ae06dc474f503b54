import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { inTransaction } from '#tests/support/in_transaction'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'

test.group('The tries of signing in', (group) => {
  inTransaction(group)

  test('stops guessing after ten tries on one address', async ({ client }) => {
    const visitor = await as(client, null)
    const form = { email: 'awa@example.org', password: 'x' }
    for (let tries = 0; tries < 10; tries += 1) {
      const response = await visitor.post('/sign-in', form)
      response.assertStatus(422)
    }
    const stopped = await visitor.post('/sign-in', form)
    stopped.assertStatus(429)
  })

  test('counts only what is wrong, as often as one signs in', async ({ client }) => {
    const passwordHash = await hash.make('fromage de chèvre')
    const awa = await someone('Awa', { passwordHash })
    const visitor = await as(client, null)
    const right = { email: awa.email, password: 'fromage de chèvre' }
    const wrong = { ...right, password: 'tourteau' }
    for (let tries = 0; tries < 9; tries += 1) {
      const refused = await visitor.post('/sign-in', wrong)
      refused.assertStatus(422)
      const taken = await visitor.post('/sign-in', right)
      taken.assertStatus(303)
    }
    const tenth = await visitor.post('/sign-in', wrong)
    tenth.assertStatus(422)
    const stopped = await visitor.post('/sign-in', right)
    stopped.assertStatus(429)
  })

  test('lets one ask for a link when the password has been guessed at, and ten links do not lock it', async ({
    client,
  }) => {
    const passwordHash = await hash.make('fromage de chèvre')
    const [awa, driss] = [
      await someone('Awa', { passwordHash }),
      await someone('Driss', { passwordHash }),
    ]
    const visitor = await as(client, null)
    for (let tries = 0; tries < 10; tries += 1) {
      await visitor.post('/sign-in', { email: awa.email, password: 'tourteau' })
      const sent = await visitor.post('/sign-in', { email: driss.email })
      sent.assertHeader('location', '/sign-in/sent')
    }
    const link = await visitor.post('/sign-in', { email: awa.email })
    link.assertHeader('location', '/sign-in/sent')
    const eleventh = await visitor.post('/sign-in', { email: driss.email })
    eleventh.assertStatus(429)
    const signedIn = await visitor.post('/sign-in', {
      email: driss.email,
      password: 'fromage de chèvre',
    })
    signedIn.assertStatus(303)
  })
})
