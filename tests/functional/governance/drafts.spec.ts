import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { drafts } from '#governance/deciding/drafts'
import { Organisation } from '#organisation/organisation'
import { currentBook } from '#rulebook/rule_book'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import {
  anAssociation,
  aProposal,
  called,
  casts,
  supported,
  voted,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const PHOTOS = 'feed.photos_per_post'
const TWO = [
  { name: 'Peu', value: 2 },
  { name: 'Beaucoup', value: 5 },
]
const photos = async (at: Date) => (await currentBook(at)).value(PHOTOS)
const outcomeOf = async (id: number): Promise<unknown> =>
  (await db.from('proposal_results').where('proposal_id', id).firstOrFail()).outcome

/** Members in March; the first two are handy by name. */
async function members(many: number) {
  const everyone = await anAssociation(many)
  const [awa, bastien] = everyone
  if (!awa || !bastien) throw new Error('Too few')
  return { everyone, awa, bastien }
}

/** A vote on drafts in which each ranks the options in that order, closed. */
async function ranked(
  payload: Record<string, unknown>,
  everyone: Neighbour[],
  orders: readonly (readonly number[])[],
  at = MARCH
) {
  const [author, ...others] = everyone
  if (!author) throw new Error('Nobody')
  const proposal = await aProposal('drafts', payload, author.person, at)
  await supported(proposal, others, at)
  const vote = await called(proposal, at)
  await keepVotes(vote.opensAt)
  for (const [index, one] of everyone.entries()) {
    const ranks = [...(orders[index] ?? [])]
    const answer = await casts(one, proposal.id, { kind: 'ranking', ranks }, vote.opensAt)
    if (!answer.ok) throw new Error(answer.refusal)
  }
  await keepVotes(vote.closesAt)
  return { ...vote, id: proposal.id }
}

test.group('Several drafts of one thing', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('are written, ranked and enacted over plain forms', async ({ client, assert }) => {
    const { everyone, awa } = await members(4)
    const browser = await as(client, awa.person)
    const choice = await browser.get('/decide/new/drafts')
    assert.include(choice.text(), `/decide/new/drafts?key=${PHOTOS}`)
    assert.include(choice.text(), '/decide/new/drafts?key=charter')
    const empty = await browser.get(`/decide/new/drafts?key=${PHOTOS}`)
    assert.include(empty.text(), 'drafts[1][value]')
    assert.notInclude(empty.text(), 'drafts[2][value]')
    const typed = {
      ...{ kind: 'drafts', key: PHOTOS, title: 'Combien de photos', reasons: 'On hésite.' },
      ...{ 'drafts[0][name]': 'Peu', 'drafts[0][value]': '2' },
      ...{ 'drafts[1][name]': 'Beaucoup', 'drafts[1][value]': '5' },
    }
    const more = await browser.post('/decide', { ...typed, step: 'add' })
    more.assertStatus(200)
    assert.match(more.text(), /name="drafts\[2\]\[name\]"/)
    assert.match(more.text(), /value="Beaucoup"/)
    const three = { 'drafts[2][name]': 'Un peu', 'drafts[2][value]': '5' }
    const twice = await browser.post('/decide', { ...typed, ...three, step: 'look' })
    twice.assertStatus(422)
    assert.include(readable(twice.text()), 'disent la même chose')
    const without = { ...typed, ...three, 'drafts[2][removed]': '1' }
    const look = await browser.post('/decide', { ...without, step: 'look' })
    look.assertStatus(200)
    assert.include(readable(look.text()), 'prendrait la valeur préférée')
    const kept = await browser.post('/decide', { ...without, step: 'keep' }).redirects(0)
    kept.assertStatus(303)
    const path = String(kept.header('location'))
    const id = Number(path.split('/').at(-1))
    const shown = readable((await browser.get(path)).text())
    assert.include(shown, 'Peu')
    assert.include(shown, 'Beaucoup')
    ;(await browser.post(`${path}/discussion`, {}).redirects(0)).assertStatus(303)
    for (const one of everyone.slice(1)) {
      const other = await as(client, one.person)
      ;(await other.post(`${path}/supports`, {}).redirects(0)).assertStatus(303)
    }
    const call = readable((await browser.get(`${path}/call`)).text())
    assert.include(call, 'Méthode de Schulze')
    assert.include(call, 'doit aussi être préférée à')
    ;(await browser.post(`${path}/call`, {}).redirects(0)).assertStatus(303)
    const { opens_at: opensAt, closes_at: closesAt } = await db
      .from('proposal_calls')
      .where('proposal_id', id)
      .firstOrFail()
    time.set(opensAt)
    await keepVotes(opensAt)
    const paper = readable((await browser.get(`${path}/ballot`)).text())
    assert.include(paper, 'Ne rien changer')
    for (const one of everyone) {
      const voter = await as(client, one.person)
      const ballot = { rank_1: '2', rank_2: '1', rank_3: '', step: 'cast' }
      ;(await voter.post(`${path}/ballot`, ballot).redirects(0)).assertStatus(303)
    }
    assert.notEqual(await photos(opensAt), 5)
    time.set(closesAt)
    await keepVotes(closesAt)
    assert.equal(await photos(closesAt), 5)
    const result = readable((await browser.get(path)).text())
    assert.include(result, 'La règle a changé à la clôture')
    const rule = readable((await browser.get(`/rules/${PHOTOS}`)).text())
    assert.include(rule, '5')
  })

  test('change nothing when the members prefer what stands', async ({ assert }) => {
    const { everyone } = await members(4)
    const before = await photos(MARCH)
    const { id, closesAt } = await ranked({ key: PHOTOS, drafts: TWO }, everyone, [
      [3, 1],
      [3, 2],
      [3],
      [1, 2],
    ])
    assert.equal(await outcomeOf(id), 'refused')
    assert.equal(await photos(closesAt), before)
    assert.lengthOf(await db.from('enactments').where('proposal_id', id), 0)
  })

  test('of the charter need the majority that its words need', async ({ client, assert }) => {
    const { everyone, awa } = await members(5)
    const agreed = everyone.map((one): [Neighbour, typeof YES] => [one, YES])
    await voted('charter', { fr: 'Bons voisins.', en: 'Neighbours.' }, agreed, MARCH)
    const texts = [
      { name: 'Brève', fr: 'Bons voisins, toujours.', en: '' },
      { name: 'Longue', fr: 'Bons voisins, et bons amis.', en: '' },
    ]
    const payload = { key: 'charter', drafts: texts }
    const words = async () => (await Organisation.findOrFail(1)).charterFr
    // Three to two: most prefer the first, not two thirds.
    const short = await ranked(
      payload,
      everyone,
      [[1], [1], [1], [3, 1], [3, 1]],
      noon('2026-04-02')
    )
    assert.equal(short.majority, 'extraordinary')
    assert.equal(await outcomeOf(short.id), 'refused')
    assert.equal(await words(), 'Bons voisins.')
    const enough = await ranked(
      payload,
      everyone,
      [[1], [1], [1], [2, 1], [3, 1]],
      noon('2026-06-02')
    )
    assert.equal(await outcomeOf(enough.id), 'adopted')
    assert.equal(await words(), 'Bons voisins, toujours.')
    const page = await (await as(client, awa.person)).get(`/decide/${enough.id}`)
    assert.include(readable(page.text()), 'La charte a changé à la clôture')
    assert.match(page.text(), /<ins>.*toujours/s)
  })

  test('are enacted even when another draft has come true meanwhile', async ({ assert }) => {
    const { everyone, awa } = await members(4)
    const proposal = await aProposal('drafts', { key: PHOTOS, drafts: TWO }, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const vote = await called(proposal, MARCH)
    await keepVotes(vote.opensAt)
    for (const one of everyone) {
      await casts(one, proposal.id, { kind: 'ranking', ranks: [2] }, vote.opensAt)
    }
    await db
      .from('rule_values')
      .where('rule_key', PHOTOS)
      .whereNull('superseded_at')
      .update({ superseded_at: vote.opensAt })
    await db.table('rule_values').insert({
      ...{ rule_key: PHOTOS, value: '2', effective_from: vote.opensAt },
      ...{ recorded_at: vote.opensAt },
    })
    await keepVotes(vote.closesAt)
    assert.equal(await outcomeOf(proposal.id), 'adopted')
    assert.equal(await photos(vote.closesAt), 5)
  })

  test('are two to eight, named, possible, and different from each other and from today', async ({
    assert,
  }) => {
    await members(3)
    const checked = (payload: Record<string, unknown>) =>
      db.transaction(async (transaction) => {
        const answer = await drafts.validate(payload, MARCH, transaction)
        return answer.ok ? 'ok' : answer.refusal.key
      })
    const now = await photos(MARCH)
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((value) => value !== now)
    const many = (count: number) =>
      values.slice(0, count).map((value) => ({ name: `Version ${value}`, value }))
    const [one, two] = TWO
    const cases: [unknown, string][] = [
      [TWO, 'ok'],
      [many(9), 'drafts_count'],
      [[one], 'drafts_count'],
      [[], 'drafts_count'],
      ['TWO', 'drafts_count'],
      [null, 'drafts_count'],
      [[one, { ...two, name: ' peu ' }], 'draft_name_twice'],
      [[one, { ...two, name: 'Status quo' }], 'draft_name_twice'],
      [[one, { ...two, name: '' }], 'draft_name'],
      [[one, { ...two, name: 'é'.repeat(81) }], 'draft_name'],
      [[one, null], 'draft_name'],
      [[one, { ...two, value: 2 }], 'draft_twice'],
      [[one, { ...two, value: now }], 'draft_as_today'],
      [[one, { ...two, value: -1 }], 'draft_value'],
      [[one, { ...two, value: 'cinq' }], 'draft_value'],
    ]
    for (const [listed, expected] of cases) {
      const said = await checked({ key: PHOTOS, drafts: listed })
      assert.equal(said, expected, JSON.stringify(listed))
    }
    assert.equal(await checked({ key: 'no.such_rule', drafts: TWO }), 'unknown_rule')
    const texts = [
      { name: 'A', fr: 'Un', en: '' },
      { name: 'B', fr: ' ', en: '' },
    ]
    assert.equal(await checked({ key: 'charter', drafts: texts }), 'draft_charter_empty')
  })
})
