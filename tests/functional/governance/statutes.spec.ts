import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { currentBook } from '#rulebook/rule_book'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'
import { Session } from '#people/session'
import { FakeClock, useClock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { filledIn, readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import {
  anAssociation,
  aProposal,
  called,
  NO,
  supported,
  voted,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const PHOTOS = 'feed.photos_per_post'
const CHANGE = { key: PHOTOS, value: 5 }
const ARTICLE = 'Article 9 : chacun publie quatre photos au plus.'
const photos = async (at: Date) => (await currentBook(at)).value(PHOTOS)

test.group('A rule fixed by the statutes', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function members(many: number) {
    const everyone = await anAssociation(many)
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    const board = await someoneWith('board', 'Solène')
    return { everyone, awa, board }
  }

  async function founder() {
    const { founderId } = await Organisation.findOrFail(1)
    return { id: Number(founderId) }
  }

  test('is written down by those who answer for the network, and shown with the rule', async ({
    client,
    assert,
  }) => {
    const { awa, board } = await members(3)
    const path = `/rules/${PHOTOS}/article`
    const refused = await (await as(client, awa.person)).post(path, { article: ARTICLE })
    refused.assertStatus(403)
    const browser = await as(client, board)
    ;(await browser.get(path)).assertStatus(200)
    const long = await browser.post(path, { article: 'é'.repeat(2001) })
    long.assertStatus(422)
    assert.lengthOf(filledIn(long.text()).article?.[0] ?? '', 2001)
    ;(await browser.post(path, { article: ARTICLE }).redirects(0)).assertStatus(303)
    const rule = readable((await (await as(client, awa.person)).get(`/rules/${PHOTOS}`)).text())
    assert.include(rule, ARTICLE)
    assert.include(rule, 'majorité extraordinaire')
    assert.notInclude(rule, 'Inscrire l’article')
    const [row] = await db.from('statute_articles')
    assert.equal(row?.recorded_by_id, board.id)
  })

  test('asks a second factor of whoever holds a mandate and did not give it', async ({
    client,
    assert,
  }) => {
    const { board } = await members(3)
    const { token } = await Session.open({ personId: board.id, userAgent: 'test', at: MARCH })
    const answer = await client
      .post(`/rules/${PHOTOS}/article`)
      .header('cookie', `${SESSION_COOKIE}=${token}`)
      .form({ article: ARTICLE })
      .redirects(0)
    answer.assertStatus(303)
    assert.match(String(answer.header('location')), /^\/confirm/)
    assert.lengthOf(await db.from('statute_articles'), 0)
  })

  test('is freed again while the network is founded, never after', async ({ client, assert }) => {
    const { everyone } = await members(3)
    const browser = await as(client, await founder())
    const path = `/rules/${PHOTOS}/article`
    ;(await browser.post(path, { article: ARTICLE }).redirects(0)).assertStatus(303)
    ;(await browser.post(path, { article: ' ' }).redirects(0)).assertStatus(303)
    const free = readable((await browser.get(`/rules/${PHOTOS}`)).text())
    assert.include(free, 'Aucun article des statuts ne fixe cette règle')
    ;(await browser.post(path, { article: ARTICLE }).redirects(0)).assertStatus(303)
    const agreed = everyone.map((one): [Neighbour, typeof YES] => [one, YES])
    await voted('charter', { fr: 'Bons voisins.', en: '' }, agreed, MARCH)
    const secretary = await as(client, await someoneWith('secretary', 'Yanis'))
    const kept = await secretary.post(path, { article: '' })
    kept.assertStatus(422)
    assert.include(readable(kept.text()), 'il ne se retire plus')
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction
            .table('statute_articles')
            .insert({ rule_key: PHOTOS, article: null, recorded_at: MARCH })
        ),
      /statute_articles_stay/
    )
    const said = readable((await secretary.get(`/rules/${PHOTOS}`)).text())
    assert.include(said, ARTICLE)
  })

  test('changes by the extraordinary majority only, and is then declared', async ({
    client,
    assert,
  }) => {
    assert.isTrue(isRuleKey(PHOTOS) && ruleOf(PHOTOS).majority === 'ordinary')
    const { everyone, awa, board } = await members(5)
    const [, bastien, chloe, driss, emile] = everyone
    if (!bastien || !chloe || !driss || !emile) throw new Error('Too few')
    const browser = await as(client, board)
    await browser.post(`/rules/${PHOTOS}/article`, { article: ARTICLE })
    const before = await photos(MARCH)
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const page = await (await as(client, awa.person)).get(`/decide/${proposal.id}/call`)
    assert.include(readable(page.text()), 'Les statuts changent avec elle')
    assert.include(readable(page.text()), ARTICLE)
    const { majority } = await called(proposal, MARCH)
    assert.equal(majority, 'extraordinary')
    const three: [Neighbour, typeof YES | typeof NO][] = [awa, bastien, chloe].map((one) => [
      one,
      YES,
    ])
    const most = await voted(
      'rule_change',
      CHANGE,
      [...three, [driss, NO], [emile, NO]],
      noon('2026-04-02')
    )
    assert.equal(most.outcome, 'refused')
    assert.equal(await photos(noon('2026-06-01')), before)
    const enough = await voted(
      'rule_change',
      CHANGE,
      [...three, [driss, YES], [emile, NO]],
      noon('2026-06-02')
    )
    assert.equal(enough.outcome, 'adopted')
    assert.equal(await photos(noon('2026-09-01')), 5)
    time.set(noon('2026-09-01'))
    const path = `/decide/${enough.id}/declaration`
    const shown = await (await as(client, awa.person)).get(`/decide/${enough.id}`)
    assert.include(readable(shown.text()), 'il reste à le déclarer')
    ;(await (await as(client, awa.person)).get(path)).assertStatus(403)
    const secretary = await as(client, board)
    assert.include(readable((await secretary.get(path)).text()), ARTICLE)
    for (const on of ['2026-01-01', '2027-01-01', '2026-02-31', '']) {
      const refused = await secretary.post(path, { on })
      refused.assertStatus(422)
    }
    ;(await secretary.post(path, { on: '2026-08-20' }).redirects(0)).assertStatus(303)
    const declared = readable((await secretary.get(`/decide/${enough.id}`)).text())
    assert.include(declared, 'a été déclaré le 20 août')
    ;(await secretary.get(path)).assertStatus(404)
    ;(await secretary.post(path, { on: '2026-08-21' })).assertStatus(404)
  })

  test('binds drafts of its value too, and what no article fixes has nothing to declare', async ({
    client,
    assert,
  }) => {
    const { everyone, awa, board } = await members(4)
    const browser = await as(client, board)
    const free = await voted(
      'rule_change',
      CHANGE,
      everyone.map((one): [Neighbour, typeof YES] => [one, YES]),
      MARCH
    )
    ;(await browser.get(`/decide/${free.id}/declaration`)).assertStatus(404)
    await browser.post(`/rules/${PHOTOS}/article`, { article: ARTICLE })
    ;(await browser.get(`/decide/${free.id}/declaration`)).assertStatus(404)
    const listed = [
      { name: 'Peu', value: 2 },
      { name: 'Beaucoup', value: 7 },
    ]
    const april = noon('2026-04-02')
    const payload = { key: PHOTOS, drafts: listed }
    const proposal = await aProposal('drafts', payload, awa.person, april)
    await supported(proposal, everyone.slice(1), april)
    assert.equal((await called(proposal, april)).majority, 'extraordinary')
    await assert.rejects(
      () =>
        db.transaction((transaction) =>
          transaction.table('statute_declarations').insert({
            ...{ proposal_id: free.id, declared_on: '2026-04-02' },
            ...{ recorded_by_id: board.id, recorded_at: april },
          })
        ),
      /statute_declarations_of_a_vote/
    )
  })
})

test.group('Statutes that do not let members vote from a distance', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function without(client: ApiClient, form: 'association' | 'collective' = 'association') {
    const everyone = await anAssociation(5)
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    await db.from('organisation').update({ legal_form: form })
    forgetNetwork()
    const board = await someoneWith('board', 'Solène')
    const secretary = await as(client, board)
    await secretary.post('/decide/remote-clause', { article: '' }).redirects(0)
    await db.table('statute_articles').insert({
      ...{ rule_key: PHOTOS, article: ARTICLE, recorded_at: MARCH },
    })
    return { everyone, awa, secretary }
  }

  const agreed = (everyone: Neighbour[]) =>
    everyone.map((one): [Neighbour, typeof YES] => [one, YES])

  test('leave what they reserve to the assembly: the vote is an opinion and enacts nothing', async ({
    client,
    assert,
  }) => {
    const { everyone, awa } = await without(client)
    const before = await photos(MARCH)
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    const reader = await as(client, awa.person)
    const said = /les statuts réservent cette décision à l’assemblée/
    assert.match(readable((await reader.get(`/decide/${proposal.id}`)).text()), said)
    const vote = await voted('rule_change', CHANGE, agreed(everyone), MARCH)
    assert.deepEqual([vote.consultative, vote.outcome], ['no_remote_clause', 'adopted'])
    assert.isNull(vote.effectiveAt)
    assert.equal(await photos(noon('2026-06-01')), before)
    time.set(noon('2026-04-02'))
    const result = readable((await (await as(client, awa.person)).get(`/decide/${vote.id}`)).text())
    assert.match(result, said)
    const form = await voted('legal_form', { form: 'cooperative' }, agreed(everyone), MARCH)
    assert.deepEqual([form.consultative, form.effectiveAt], ['no_remote_clause', null])
  })

  test('leave the rest to the members, and everything once the clause is written down', async ({
    client,
    assert,
  }) => {
    const { everyone, awa, secretary } = await without(client)
    const free = { key: 'feed.posts_per_member_per_day', value: 3 }
    const other = await voted('rule_change', free, agreed(everyone), MARCH)
    assert.isNull(other.consultative)
    const page = readable((await secretary.get('/decide')).text())
    assert.include(page, 'Aucun article des statuts n’a été inscrit')
    const member = await as(client, awa.person)
    ;(await member.get('/decide/remote-clause')).assertStatus(403)
    ;(await member.post('/decide/remote-clause', { article: 'x' })).assertStatus(403)
    const long = await secretary.post('/decide/remote-clause', { article: 'é'.repeat(2001) })
    long.assertStatus(422)
    assert.lengthOf(filledIn(long.text()).article?.[0] ?? '', 2001)
    const written = await secretary
      .post('/decide/remote-clause', { article: 'Article 12 : à distance.' })
      .redirects(0)
    written.assertStatus(303)
    assert.include(
      readable((await member.get('/decide')).text()),
      'Les statuts permettent de voter à distance'
    )
    const vote = await voted('rule_change', CHANGE, agreed(everyone), MARCH)
    assert.isNull(vote.consultative)
    assert.isNotNull(vote.effectiveAt)
  })

  test('say nothing where there are none', async ({ client, assert }) => {
    const { everyone, secretary } = await without(client, 'collective')
    assert.notInclude(readable((await secretary.get('/decide')).text()), 'à distance')
    const vote = await voted('legal_form', { form: 'association' }, agreed(everyone), MARCH)
    assert.isNull(vote.consultative)
  })

  test('are kept by the database: no call that decides slips through', async ({
    client,
    assert,
  }) => {
    const { awa } = await without(client)
    const proposal = await aProposal('legal_form', { form: 'cooperative' }, awa.person, MARCH)
    const call = (consultative: string) =>
      db.transaction((transaction) =>
        transaction.rawQuery(
          `insert into proposal_calls (proposal_id, version, majority, method, parameters, secrecy,
             consultative, lot_seed, options, called_at, record_at, opens_at, closes_at)
           values (?, 1, 'extraordinary', 'motion', '{}', 'open', ${consultative}, repeat('ab', 32), 0,
             '2026-03-03', '2026-03-18', '2026-03-18', '2026-03-25')`,
          [proposal.id]
        )
      )
    await assert.rejects(() => call('null'), /votes_need_the_clause/)
    await call(`'no_remote_clause'`)
  })
})
