import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { claimCase } from '#moderation/cases/claim'
import { decide } from '#moderation/deciding/decide'
import { hideAtOnce, lapseEmergencies } from '#moderation/deciding/hide_at_once'
import { keepModeration } from '#moderation/keeping/keep_moderation'
import { nobodyOnDuty } from '#moderation/on_duty'
import { Mandate } from '#people/mandate'
import { Person } from '#people/person'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { aMandateOf, someone, someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { aPost } from '#tests/support/feed_factory'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { claimedBy, decided, reported } from '#tests/support/moderation/cases'
import { anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const after = (minutes: number) => new Date(MARCH.getTime() + minutes * 60_000)
const claim = (person: { id: number }, caseId: number, at: Date) =>
  db.transaction((transaction) => claimCase({ caseId, personId: person.id }, at, transaction))

test.group('Who decides', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function established() {
    await anAssociation(6)
    await db.from('organisation').update({ charter_adopted_at: noon('2026-01-01') })
  }
  const aCase = async (author: { id: number }, facts = {}) =>
    (await reported(await aPost(author), MARCH, facts)).caseId

  test('nobody whose mandate expires while they hold the case', async ({ assert }) => {
    await established()
    const fatou = await someone('Fatou')
    await Mandate.grant({
      ...{ personId: fatou.id, role: 'moderator', at: MARCH, startsAt: after(-60) },
      endsAt: after(30),
    })
    const caseId = await aCase(await someone('Awa'))
    await claimedBy(fatou, caseId, MARCH)
    const words = { breach: 'spam', facts: 'a', why: 'b' } as const
    const ground = { kind: 'charter', clause: 'Article 3' } as const
    const taken = await db.transaction((transaction) =>
      decide(
        { caseId, personId: fatou.id, act: 'note', days: null, ground, ...words },
        after(31),
        transaction
      )
    )
    assert.deepEqual(taken, { ok: false, refusal: 'no_mandate' })
    // The case is not held up: whoever comes next takes it at once.
    const yanis = await someoneWith('moderator', 'Yanis')
    assert.isTrue((await claim(yanis, caseId, after(32))).ok)
  })

  test('not the moderator who is reported, nor the one who reported', async ({
    client,
    assert,
  }) => {
    await established()
    const fatou = await someoneWith('moderator', 'Fatou')
    const yanis = await someoneWith('moderator', 'Yanis')
    const caseId = await aCase(fatou, { reporter: { personId: yanis.id } })
    for (const one of [fatou, yanis]) {
      assert.deepEqual(await claim(one, caseId, MARCH), { ok: false, refusal: 'no_mandate' })
      const page = await (await as(client, one)).get(`/moderation/cases/${caseId}`)
      assert.include(readable(page.text()), 'Vous n’avez pas voix dans ce dossier')
      assert.notInclude(page.text(), 'Le marché est magnifique')
    }
    const solene = await someoneWith('board', 'Solène')
    assert.isTrue((await claim(solene, caseId, MARCH)).ok)
  })

  test('the only moderator alone for a short pause; the board signs a long one', async ({
    assert,
    client,
  }) => {
    await established()
    const fatou = await someoneWith('moderator', 'Fatou')
    const short = await aCase(await someone('Awa'))
    await claimedBy(fatou, short, MARCH)
    assert.isTrue((await decided(fatou, short, { act: 'pause', days: 3 }, MARCH)).issued)
    const long = await aCase(await someone('Bastien'))
    await claimedBy(fatou, long, MARCH)
    const taken = await decided(fatou, long, { act: 'pause', days: 30 }, MARCH)
    assert.isFalse(taken.issued)
    const solene = await someoneWith('board', 'Solène')
    const signed = await (
      await as(client, solene)
    )
      .post(`/moderation/decisions/${taken.decisionId}/signature`)
      .redirects(0)
    signed.assertStatus(303)
    assert.lengthOf(await db.from('restrictions').where('kind', 'paused'), 2)
  })

  test('nobody twice: not from another session either', async ({ client, assert }) => {
    await established()
    const fatou = await someoneWith('moderator', 'Fatou')
    await aMandateOf(fatou, 'board')
    await someoneWith('moderator', 'Yanis')
    const caseId = await aCase(await someone('Awa'))
    await claimedBy(fatou, caseId, MARCH)
    const { decisionId } = await decided(fatou, caseId, { act: 'pause', days: 30 }, MARCH)
    for (const session of [await as(client, fatou), await as(client, fatou)]) {
      const signed = await session.post(`/moderation/decisions/${decisionId}/signature`)
      signed.assertStatus(409)
      assert.include(readable(signed.text()), 'une autre personne la signe')
    }
    assert.lengthOf(await db.from('decision_issues'), 0)
  })

  test('with nobody at all, sign-ups close and the square says so', async ({ client, assert }) => {
    await established()
    assert.equal(await nobodyOnDuty(MARCH), 'moderation.gate.nobody')
    const square = await (await as(client, null)).get('/')
    assert.include(readable(square.text()), 'Personne n’est de permanence')
    const join = await (await as(client, null)).get('/join')
    assert.include(readable(join.text()), 'les inscriptions rouvriront dès qu’un membre l’est')
    await someoneWith('moderator', 'Fatou')
    assert.isNull(await nobodyOnDuty(MARCH))
  })

  test('what one person hides at once comes back after a day; what is illegal does not', async ({
    assert,
  }) => {
    await established()
    const fatou = await someoneWith('moderator', 'Fatou')
    const hidden: number[] = []
    for (const breach of ['spam', 'illegal'] as const) {
      const post = await aPost(await someone('Awa'))
      hidden.push(post.id)
      const { caseId } = await reported(post, MARCH, { breach })
      const hiding = { caseId, personId: fatou.id, breach }
      const done = await db.transaction((trx) => hideAtOnce(hiding, MARCH, trx))
      assert.isTrue(done.ok)
    }
    const shown = async () => {
      const rows = await db.from('posts').whereIn('id', hidden).orderBy('id')
      return rows.map(({ hidden_at: at }) => at === null)
    }
    await keepModeration(after(23 * 60))
    assert.deepEqual(await shown(), [false, false])
    await keepModeration(after(24 * 60))
    assert.deepEqual(await shown(), [true, false])
    assert.equal(await db.transaction((trx) => lapseEmergencies(after(25 * 60), trx)), 0)
  })

  test('whoever brought somebody hears of it only if that person wants it', async ({
    client,
    assert,
  }) => {
    await established()
    const fatou = await someoneWith('moderator', 'Fatou')
    const chloe = await someone('Chloé')
    const awa = await someone('Awa', { sponsorId: chloe.id })
    const caseId = await aCase(awa)
    await claimedBy(fatou, caseId, MARCH)
    const { decisionId } = await decided(fatou, caseId, { act: 'note', days: null }, MARCH)
    const told = () => db.from('notifications').where('kind', 'sponsored_sanctioned')
    assert.isEmpty(await told())
    const browser = await as(client, await Person.findOrFail(awa.id))
    const answer = await browser.post(`/moderation/decisions/${decisionId}/sponsor`).redirects(0)
    answer.assertStatus(303)
    assert.deepEqual(
      (await told()).map(({ person_id: id }) => Number(id)),
      [chloe.id]
    )
  })
})
