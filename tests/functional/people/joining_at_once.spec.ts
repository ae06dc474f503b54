import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { type JoinRequest } from '#people/join_request'
import { Person } from '#people/person'
import { tokenHash } from '#shared/random'
import { cookieOf } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { aJoinRequest, anInvitation } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { joinEffort } from '#tests/support/join_effort'
import { newcomer } from '#tests/support/newcomer'
import { ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'

async function post(
  path: string,
  person: { id: number } | null,
  form: Record<string, string> = {}
) {
  const cookie = await cookieOf(person)
  return fetch(`${appUrl}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(form),
  })
}

/** A request whose letter has arrived: pressing its link confirms it. */
async function inHand(token: string, facts: Partial<JoinRequest> = {}) {
  const request = await aJoinRequest()
  await request.merge({ confirmedAt: null, confirmationHash: tokenHash(token), ...facts }).save()
  return request
}

const admittedAmong = async (requests: JoinRequest[]) =>
  Person.query().whereIn(
    'email',
    requests.map(({ email }) => email)
  )

test.group('People who join at the same instant', (group) => {
  ownDatabase(group)
  founded(group)

  test('with one seat left: one is in, the others read that it is full', async ({ assert }) => {
    const invitation = await anInvitation(await someone('Awa'), 1)
    const tokens = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(43))
    const requests = await Promise.all(
      tokens.map((token) => inHand(token, { invitationId: invitation.id }))
    )
    const answers = await Promise.all(tokens.map((token) => post(`/join/${token}`, null)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409, 409, 409])
    assert.lengthOf(await admittedAmong(requests), 1)
  })

  test('by one link pressed twice are one person, signed in once', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const token = 'a'.repeat(43)
    const request = await inHand(token)
    const answers = await Promise.all([1, 2, 3].map(() => post(`/join/${token}`, null)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303]
    )
    assert.lengthOf(await admittedAmong([request]), 1)
  })

  test('under one handle: one has it, the others are asked for another', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const tokens = ['a', 'b', 'c'].map((letter) => letter.repeat(43))
    const requests = await Promise.all(tokens.map((token) => inHand(token, { handle: 'gwenola' })))
    const answers = await Promise.all(tokens.map((token) => post(`/join/${token}`, null)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409, 409])
    assert.lengthOf(await admittedAmong(requests), 1)
  })

  test('from one address asked twice are one person', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const tokens = ['a', 'b'].map((letter) => letter.repeat(43))
    const requests = await Promise.all(
      tokens.map((token) => inHand(token, { email: 'gwenola@example.org' }))
    )
    const answers = await Promise.all(tokens.map((token) => post(`/join/${token}`, null)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409])
    assert.lengthOf(await admittedAmong(requests), 1)
  })
})

test.group('A request decided by several at the same instant', (group) => {
  ownDatabase(group)
  founded(group)

  test('makes one person, of two approvals that were needed and four given', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'request', 'join.approvals_needed': 2 })
    const request = await aJoinRequest()
    const deciders = await Promise.all([1, 2, 3, 4].map(() => someoneWith('moderator')))
    const answers = await Promise.all(
      deciders.map((decider) => post(`/join-requests/${request.id}/approvals`, decider))
    )
    assert.isTrue(answers.every(({ status }) => status === 303))
    assert.lengthOf(await admittedAmong([request]), 1)
  })

  test('is either refused or approved, never both', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'request', 'join.approvals_needed': 1 })
    const [fatou, chloe] = [await someoneWith('moderator'), await someoneWith('board')]
    for (let round = 0; round < 5; round += 1) {
      const request = await aJoinRequest()
      const path = `/join-requests/${request.id}`
      const answers = await Promise.all([
        post(`${path}/approvals`, fatou),
        post(`${path}/refusal`, chloe, { reason: 'Compte publicitaire.' }),
      ])
      assert.isTrue(answers.every(({ status }) => status === 303))
      const admitted = await admittedAmong([request])
      const refusals = await db.from('join_refusals').where('join_request_id', request.id)
      assert.equal(admitted.length + refusals.length, 1)
    }
  })
})

test.group('A join form sent many times at one instant', (group) => {
  ownDatabase(group)
  founded(group)

  test('with one proof makes one request', async ({ assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const effort = joinEffort()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, number) => {
        const facts = { handle: `g_${number}`, email: `g_${number}@example.org` }
        return post('/join', null, newcomer({ ...facts, ...effort }))
      })
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 303),
      1
    )
    assert.lengthOf(await db.from('join_requests'), 1)
  })
})
