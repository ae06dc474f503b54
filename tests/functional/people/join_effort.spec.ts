import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { forgetExpired } from '#people/forget_expired'
import { issueChallenge } from '#people/joining/challenge'
import { isSolved, PUZZLES } from '#people/joining/proof_of_work'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'
import { joinEffort } from '#tests/support/join_effort'
import { newcomer } from '#tests/support/newcomer'
import { ruledBy } from '#tests/support/ruled_by'

const asked = () => db.from('join_requests')

/** The numbers that a browser would find. */
function worked(challenge: string, bits: number): string {
  const solve = (puzzle: number) => {
    for (let number = 0; ; number += 1) {
      const hash = createHash('sha256').update(`${challenge}:${puzzle}:${number}`).digest()
      if (hash.readUInt32BE(0) < 2 ** (32 - bits)) return number
    }
  }
  return Array.from({ length: PUZZLES }, (_, puzzle) => solve(puzzle)).join('.')
}

test.group('The computation asked of who joins', (group) => {
  inTransaction(group)
  founded(group)
  group.each.setup(() => ruledBy({ 'join.mode': 'open' }))

  test('lets in whoever has done it', async ({ client, assert }) => {
    const challenge = issueChallenge(clock.now(), 6).token
    const proof = worked(challenge, 6)
    const visitor = await as(client, null)
    const answer = await visitor.post('/join', newcomer({ challenge, proof }))
    answer.assertHeader('location', '/join/sent')
    assert.lengthOf(await asked(), 1)
  })

  test('is as hard as the page says, and no proof of another challenge will do', ({ assert }) => {
    const [one, other] = [issueChallenge(clock.now(), 6), issueChallenge(clock.now(), 6)]
    const proof = worked(one.token, 6)
    assert.isTrue(isSolved(one.token, 6, proof))
    assert.isFalse(isSolved(other.token, 6, proof))
    assert.isFalse(isSolved(one.token, 32, proof))
    assert.isFalse(isSolved(one.token, 0, proof.split('.').slice(1).join('.')), 'one puzzle short')
    assert.isFalse(isSolved(one.token, 0, ''))
  })

  test('is refused when {what}, and the form is kept')
    .with([
      { what: 'the proof is wrong', change: () => ({ proof: '1' }) },
      {
        what: 'the challenge was made easier',
        change: () => {
          const [time, , ...rest] = issueChallenge(clock.now(), 13).token.split('.')
          return { challenge: [time, '0', ...rest].join('.') }
        },
      },
      { what: 'the challenge is not ours', change: () => ({ challenge: 'a.0.b.c' }) },
      { what: 'there is none', change: () => ({ challenge: '', proof: '' }) },
      {
        what: 'the challenge is of two hours ago',
        change: () => joinEffort(new Date(clock.now().getTime() - 2 * 3_600_000)),
      },
      {
        what: 'the challenge is of tomorrow',
        change: () => joinEffort(new Date(clock.now().getTime() + 86_400_000)),
      },
    ])
    .run(async ({ client, assert }, { change }) => {
      const visitor = await as(client, null)
      const answer = await visitor.post('/join', newcomer(change()))
      answer.assertStatus(422)
      assert.include(answer.text(), 'value="gwenola_m"')
      assert.lengthOf(await asked(), 0)
    })

  test('serves once', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const effort = joinEffort()
    await visitor.post('/join', newcomer(effort))
    const facts = { handle: 'hugo', email: 'hugo@example.org' }
    const again = await visitor.post('/join', newcomer({ ...facts, ...effort }))
    again.assertStatus(422)
    assert.lengthOf(await asked(), 1)
    assert.notInclude(again.text(), effort.challenge, 'the page asks for another')
  })

  test('is not asked again of who mends the form', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const effort = joinEffort()
    const refused = await visitor.post('/join', newcomer({ ...effort, handle: 'Été !' }))
    refused.assertStatus(422)
    assert.include(refused.text(), effort.challenge)
    assert.include(refused.text(), effort.proof)
    const mended = await visitor.post('/join', newcomer(effort))
    mended.assertStatus(303)
  })

  test('is forgotten once it could not serve anyhow', async ({ client, assert }) => {
    await (await as(client, null)).post('/join', newcomer())
    await forgetExpired()
    assert.lengthOf(await db.from('spent_challenges'), 1)
    const back = useClock(new FakeClock(new Date(clock.now().getTime() + 3 * 3_600_000)))
    await forgetExpired()
    back()
    assert.lengthOf(await db.from('spent_challenges'), 0)
  })
})

test.group('Who joins without JavaScript', (group) => {
  inTransaction(group)
  founded(group)
  group.each.setup(() => ruledBy({ 'join.mode': 'open' }))

  const opened = (seconds: number) => ({
    ...joinEffort(new Date(clock.now().getTime() - seconds * 1000)),
    proof: '',
  })

  test('is let in once the page has been open for twenty seconds', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const soon = await visitor.post('/join', newcomer(opened(15)))
    soon.assertStatus(422)
    assert.match(soon.text(), /Attendez encore [45] secondes/)
    assert.lengthOf(await asked(), 0)
    const patient = await visitor.post('/join', newcomer(opened(20)))
    patient.assertStatus(303)
    assert.lengthOf(await asked(), 1)
  })

  test('waits only once when the form must be mended', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const { challenge } = opened(15)
    const refused = await visitor.post('/join', newcomer({ challenge, proof: '' }))
    assert.include(refused.text(), challenge)
  })

  test('is one of three in an hour from an address, and keeps the form', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    for (let number = 1; number <= 4; number += 1) {
      const facts = { handle: `g_${number}`, email: `g_${number}@example.org` }
      const answer = await visitor.post('/join', newcomer({ ...facts, ...opened(30) }))
      answer.assertStatus(number <= 3 ? 303 : 422)
      if (number === 4) assert.include(answer.text(), 'value="g_4"')
    }
    assert.lengthOf(await asked(), 3)
  })

  test('is one of sixty in an hour from everywhere', async ({ client, assert }) => {
    const expire = clock.now().getTime() + 60_000
    await db.table('rate_limits').insert({ key: 'join-patient:everyone', points: 60, expire })
    const visitor = await as(client, null)
    const one = await visitor.post('/join', newcomer(opened(30)))
    one.assertStatus(422)
    assert.lengthOf(await asked(), 0)
    const other = await visitor.post('/join', newcomer())
    other.assertStatus(303)
  })
})

test.group('A flood of join forms', (group) => {
  inTransaction(group)
  founded(group)
  group.each.setup(() => ruledBy({ 'join.mode': 'open' }))

  test('from one address ends after twenty in an hour', async ({ client, assert }) => {
    const visitor = await as(client, null)
    for (let number = 1; number <= 21; number += 1) {
      const facts = { handle: `g_${number}`, email: `g_${number}@example.org` }
      const answer = await visitor.post('/join', newcomer(facts))
      answer.assertStatus(number <= 20 ? 303 : 429)
    }
    assert.lengthOf(await asked(), 20)
  })

  test('sends no more than five letters a day to one e-mail address', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    for (let number = 1; number <= 6; number += 1) {
      const email = number % 2 ? 'gwenola@example.org' : 'GWENOLA@example.org'
      const answer = await visitor.post('/join', newcomer({ handle: `g_${number}`, email }))
      answer.assertStatus(number <= 5 ? 303 : 429)
    }
    assert.lengthOf(await db.from('outbox_letters').where('recipient', 'gwenola@example.org'), 5)
  })

  test('that fills the field nobody sees is thanked, and nothing comes of it', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    const answer = await visitor.post('/join', newcomer({ website: 'https://example.com' }))
    answer.assertHeader('location', '/join/sent')
    assert.lengthOf(await asked(), 0)
    assert.lengthOf(await db.from('outbox_letters'), 0)
  })
})
