import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { Organisation } from '#organisation/organisation'
import { forgetNetwork } from '#organisation/network'
import { Mandate } from '#people/mandate'
import { Session } from '#people/session'
import { currentBook, bookAsOf } from '#rulebook/rule_book'
import { FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { as } from '#tests/support/client'
import { aMandateOf, someone, someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { filledIn, readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { anAssociation, casts, NO, YES, type Neighbour } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const DAY = 86_400_000
const PHOTOS = 'feed.photos_per_post'
const FORM = {
  ...{ key: PHOTOS, value: '3', title: 'Le disque est plein', days: '10', step: 'keep' },
  reasons: 'Le disque sera plein ce soir.',
}
const photos = async (at: Date) => (await currentBook(at)).value(PHOTOS)
const after = (days: number) => new Date(MARCH.getTime() + days * DAY)

test.group('An emergency measure', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** An established association of five, whose board is Solène and Driss. */
  async function established() {
    const everyone = await anAssociation(5)
    await db.transaction((transaction) => Organisation.adoptCharter(MARCH, transaction))
    forgetNetwork()
    const solene = await someoneWith('board', 'Solène')
    const driss = await someoneWith('president', 'Driss')
    return { everyone, solene, driss }
  }

  /** The measure of the form, proposed by Solène and signed by Driss. */
  async function taken(client: Parameters<typeof as>[0], form: Record<string, string> = FORM) {
    const scene = await established()
    const proposed = await (
      await as(client, scene.solene)
    )
      .post('/decide/emergency', form)
      .redirects(0)
    proposed.assertStatus(303)
    const { id } = await db.from('emergency_measures').orderBy('id', 'desc').firstOrFail()
    const browser = await as(client, scene.driss)
    const signed = await browser.post(`/decide/emergency/${id}/signatures`).redirects(0)
    signed.assertStatus(303)
    const vote = Number(String(signed.header('location')).split('/').at(-1))
    return { ...scene, measureId: Number(id), vote }
  }

  const votes = async (everyone: Neighbour[], vote: number, answer: typeof YES, at: Date) => {
    for (const one of everyone) {
      const answered = await casts(one, vote, answer, at)
      if (!answered.ok) throw new Error(answered.refusal)
    }
  }

  test('changes nothing with one signature; with two the form obeys at once', async ({
    client,
    assert,
  }) => {
    const { everyone, solene, driss } = await established()
    const proposer = await as(client, solene)
    const looked = await proposer.post('/decide/emergency', { ...FORM, step: 'look' })
    looked.assertStatus(200)
    assert.include(readable(looked.text()), 'Si un autre membre du conseil signait maintenant')
    assert.lengthOf(await db.from('emergency_measures'), 0)
    ;(await proposer.post('/decide/emergency', FORM).redirects(0)).assertStatus(303)
    assert.equal(await photos(MARCH), 10)
    const { id } = await db.from('emergency_measures').firstOrFail()
    const own = await proposer.post(`/decide/emergency/${id}/signatures`)
    own.assertStatus(409)
    assert.include(readable(own.text()), 'c’est à une autre personne de la signer')
    assert.equal(await photos(MARCH), 10)
    const waiting = readable((await (await as(client, driss)).get('/decide/emergency')).text())
    assert.include(waiting, 'Signer, et la mettre en vigueur')
    assert.notInclude(
      readable(
        (await (await as(client, everyone[0]?.person ?? null)).get('/decide/emergency')).text()
      ),
      'Le disque est plein'
    )
    const board = await as(client, driss)
    ;(await board.post(`/decide/emergency/${id}/signatures`).redirects(0)).assertStatus(303)
    assert.equal(await photos(MARCH), 3)
    const again = await board.post(`/decide/emergency/${id}/signatures`)
    again.assertStatus(409)
    assert.lengthOf(await db.from('proposals'), 1)
  })

  test('is told to every account, shown on the main pages, and convenes the vote by letter', async ({
    client,
    assert,
  }) => {
    const yanis = await someone('Yanis')
    const { everyone, vote } = await taken(client)
    const told = await db.from('notifications').where('kind', 'measure_taken')
    const people = told.map(({ person_id: id }) => Number(id))
    assert.includeMembers(people, [yanis.id, ...everyone.map(({ person }) => person.id)])
    assert.isTrue(told.every(({ proposal_id: id }) => id === vote))
    const letters = await db.from('outbox_letters').where('kind', 'measure_taken')
    assert.sameMembers(
      letters.map(({ person_id: id }) => Number(id)),
      everyone.map(({ person }) => person.id)
    )
    assert.include(letters[0]?.text_body, '12 mars 2026')
    assert.lengthOf(await db.from('outbox_letters').where('kind', 'vote_called'), 0)
    for (const path of ['/feed', '/decide', '/rules']) {
      const page = await (await as(client, yanis)).get(path)
      assert.include(readable(page.text()), 'Mesure d’urgence en vigueur jusqu’au', path)
      assert.include(page.text(), `href="/decide/${vote}"`, path)
    }
    const square = await (await as(client, null)).get('/')
    assert.include(readable(square.text()), 'Le disque est plein')
    const visitor = readable((await (await as(client, null)).get('/decide/emergency')).text())
    assert.include(visitor, 'Le disque sera plein ce soir')
    assert.notInclude(visitor, 'Solène')
    const rule = await (await as(client, null)).get(`/rules/${PHOTOS}`)
    assert.include(rule.text(), '/decide/emergency#measure-')
  })

  test('is over by itself, and the members are asked before: refused, the rule is as it was', async ({
    client,
    assert,
  }) => {
    const { everyone, vote } = await taken(client)
    const { opens_at: opens, closes_at: closes } = await db
      .from('proposal_calls')
      .where('proposal_id', vote)
      .firstOrFail()
    assert.deepEqual([opens, closes], [after(3), after(10)])
    time.set(after(3))
    await keepVotes(after(3))
    const page = readable(
      (await (await as(client, everyone[0]?.person ?? null)).get(`/decide/${vote}`)).text()
    )
    assert.match(page, /10\sphotos/)
    assert.match(page, /\D3\sphotos/)
    await votes(everyone, vote, NO, after(4))
    assert.equal(await photos(new Date(after(10).getTime() - 1)), 3)
    time.set(after(10))
    assert.equal(await photos(after(10)), 10)
    await keepVotes(after(10))
    assert.equal(await photos(after(10)), 10)
    const past = readable((await (await as(client, null)).get('/decide/emergency')).text())
    assert.include(past, 'elle a pris fin')
    const feed = await (await as(client, everyone[0]?.person ?? null)).get('/feed')
    assert.notInclude(readable(feed.text()), 'Mesure d’urgence en vigueur')
  })

  test('becomes the rule at its end when the members confirm it', async ({ client, assert }) => {
    const { everyone, vote } = await taken(client)
    await keepVotes(after(3))
    await votes(everyone, vote, YES, after(4))
    await keepVotes(after(10))
    assert.equal(await photos(after(11)), 3)
    const [latest] = (await bookAsOf(after(11))).history(PHOTOS)
    assert.deepEqual(latest?.source, { kind: 'proposal', proposalId: vote })
    assert.deepEqual(latest?.from, after(10))
    time.set(after(11))
    const result = readable(
      (await (await as(client, everyone[0]?.person ?? null)).get(`/decide/${vote}`)).text()
    )
    assert.include(result, 'La règle a changé à la clôture')
  })

  test('shorter than a vote, it is voted on from its first minute', async ({ client, assert }) => {
    const { vote } = await taken(client, { ...FORM, days: '2' })
    const call = await db.from('proposal_calls').where('proposal_id', vote).firstOrFail()
    assert.deepEqual([call.opens_at, call.record_at, call.closes_at], [MARCH, MARCH, after(2)])
    await keepVotes(MARCH)
    assert.isNotNull(await db.from('voting_rolls').where('proposal_id', vote).first())
  })

  test('keeps what was typed and says what cannot be', async ({ client, assert }) => {
    const { solene } = await established()
    const browser = await as(client, solene)
    const answers: [Record<string, string>, string][] = [
      [{ days: '15' }, 'pas plus que la règle ne le permet'],
      [{ days: '0' }, 'pas plus que la règle ne le permet'],
      [{ days: 'dix' }, 'Combien de jours'],
      [{ value: '10' }, 'C’est déjà la règle'],
      [{ value: '4000' }, 'Cette valeur'],
      [{ title: '' }, 'Titre'],
    ]
    for (const [bad, said] of answers) {
      const answer = await browser.post('/decide/emergency', { ...FORM, ...bad })
      answer.assertStatus(422)
      assert.include(readable(answer.text()), said)
      assert.deepEqual(filledIn(answer.text()).reasons, [FORM.reasons])
    }
    for (const key of ['votes.quorum', 'emergency.max_days', 'treasury.two_signatures_from', 'x']) {
      const answer = await browser.post('/decide/emergency', { ...FORM, key })
      answer.assertStatus(422)
      assert.include(readable(answer.text()), 'Quelle règle')
    }
    await db.table('statute_articles').insert({
      ...{ rule_key: PHOTOS, article: 'Article 9', recorded_at: MARCH },
    })
    const locked = await browser.post('/decide/emergency', FORM)
    locked.assertStatus(422)
    assert.include(readable(locked.text()), 'Un article des statuts fixe cette règle')
    assert.lengthOf(await db.from('emergency_measures'), 0)
  })

  test('is the board’s alone, with a second factor; alone on it, nobody can', async ({
    client,
    assert,
  }) => {
    const { everyone, solene, driss } = await established()
    const member = await as(client, everyone[0]?.person ?? null)
    ;(await member.get('/decide/emergency/new')).assertStatus(403)
    ;(await member.post('/decide/emergency', FORM)).assertStatus(403)
    const { token } = await Session.open({ personId: solene.id, userAgent: 'test', at: MARCH })
    const bare = await client
      .post('/decide/emergency')
      .header('cookie', `${SESSION_COOKIE}=${token}`)
      .form(FORM)
      .redirects(0)
    assert.match(String(bare.header('location')), /^\/confirm/)
    const [mandate] = await Mandate.query().where('personId', driss.id)
    await mandate?.end({ endedAt: MARCH, cause: 'resigned', at: MARCH })
    const board = await as(client, solene)
    const alone = await board.post('/decide/emergency', FORM)
    alone.assertStatus(422)
    assert.include(readable(alone.text()), 'Il faut deux personnes au conseil')
    const page = readable((await member.get('/decide/emergency')).text())
    assert.include(page, 'Une seule personne siège au conseil')
    assert.lengthOf(await db.from('emergency_measures'), 0)
  })

  test('waits a week for its signature, can be taken back, and leaves its rule alone after', async ({
    client,
    assert,
  }) => {
    const { solene, driss } = await established()
    const [proposer, signer] = [await as(client, solene), await as(client, driss)]
    const proposed = async () => {
      ;(await proposer.post('/decide/emergency', FORM).redirects(0)).assertStatus(303)
      return Number((await db.from('emergency_measures').orderBy('id', 'desc').firstOrFail()).id)
    }
    const late = await proposed()
    time.set(after(7))
    ;(await signer.post(`/decide/emergency/${late}/signatures`)).assertStatus(409)
    const withdrawn = await proposed()
    ;(await signer.post(`/decide/emergency/${withdrawn}/withdrawal`)).assertStatus(403)
    ;(await proposer.post(`/decide/emergency/${withdrawn}/withdrawal`).redirects(0)).assertStatus(
      303
    )
    ;(await signer.post(`/decide/emergency/${withdrawn}/signatures`)).assertStatus(409)
    const signed = await proposed()
    ;(await signer.post(`/decide/emergency/${signed}/signatures`).redirects(0)).assertStatus(303)
    assert.equal(await photos(after(7)), 3)
    time.set(after(60))
    const again = await (await as(client, solene)).post('/decide/emergency', FORM)
    again.assertStatus(422)
    assert.match(readable(again.text()), /il y a moins de 90\sjours/)
    time.set(after(98))
    const free = await (await as(client, solene)).post('/decide/emergency', FORM).redirects(0)
    assert.match(String(free.header('location')), /^\/decide\/emergency#measure-/)
  })

  test('signed by whoever is not on the board any more, it changes nothing', async ({
    client,
    assert,
  }) => {
    const { solene, driss } = await established()
    await aMandateOf(await someone('Awa'), 'board')
    ;(await (await as(client, solene)).post('/decide/emergency', FORM).redirects(0)).assertStatus(
      303
    )
    const { id } = await db.from('emergency_measures').firstOrFail()
    // The proposer goes: two mandates in force must bear it.
    const [mandate] = await Mandate.query().where('personId', solene.id)
    await mandate?.end({ endedAt: MARCH, cause: 'resigned', at: MARCH })
    const answer = await (await as(client, driss)).post(`/decide/emergency/${id}/signatures`)
    answer.assertStatus(409)
    assert.equal(await photos(MARCH), 10)
  })
})
