import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { createHash } from 'node:crypto'
import { keepVotes } from '#governance/closing/close'
import { recount, type PublishedBallots } from '#governance/recount/recount'
import { canonicalHash } from '#shared/canonical'
import { FakeClock, useClock } from '#shared/clock'
import { receiptOf } from '#governance/ballot/receipt'
import type { Choice } from '#governance/voting/choice'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import {
  anAssociation,
  aProposal,
  called,
  casts,
  NO,
  supported,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

test.group('The result of a vote', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** A vote closed after these choices; of a rule, or of one seat by a method. */
  async function aClosedVote(
    choices: Choice[],
    method?: 'majority-judgment' | 'approval' | 'scottish-stv' | 'schulze' | 'irv' | 'meek-stv'
  ) {
    const everyone = await anAssociation(6)
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    if (method) await ruledBy({ 'mandates.treasurer': { seats: 1, term_months: 12, method } })
    const proposal = method
      ? await aProposal('election', { role: 'treasurer', seats: 1 }, awa.person, MARCH)
      : await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await db.transaction(async (transaction) => {
      for (const { person } of method ? everyone.slice(0, 3) : []) {
        await proposal.stand({ personId: person.id, statement: 'Moi.' }, MARCH, transaction)
      }
    })
    await supported(proposal, everyone.slice(1), MARCH)
    const vote = await called(proposal, MARCH)
    time.set(vote.opensAt)
    await keepVotes(vote.opensAt)
    for (const [index, choice] of choices.entries()) {
      const voter: Neighbour | undefined = everyone[index]
      if (voter) await casts(voter, proposal.id, choice, vote.opensAt)
    }
    time.set(vote.closesAt)
    await keepVotes(vote.closesAt)
    return { everyone, awa, id: proposal.id }
  }

  test('says what was decided, why, and what it did', async ({ client, assert }) => {
    const { awa, id } = await aClosedVote([YES, YES, YES, YES, NO])
    for (const reader of [null, awa.person]) {
      const page = await (await as(client, reader)).get(`/decide/${id}`)
      const said = readable(page.text())
      assert.include(said, 'C’est adopté')
      assert.match(said, /5 personnes ont voté sur 6\s; il en fallait 3/)
      assert.include(page.text(), 'href="/rules/feed.photos_per_post"')
      assert.include(said, 'La règle a changé à la clôture')
      for (const list of ['/decide', '/decide/decided']) {
        const lists = await (await as(client, reader)).get(list)
        assert.include(readable(lists.text()), 'La proposition est adoptée.')
      }
    }
  })

  const ENDS: [string, Choice[]][] = [
    ['C’est refusé', [NO, NO, NO, YES]],
    ['Trop peu de votants', [YES]],
  ]
  for (const [verdict, choices] of ENDS) {
    test(`says “${verdict}”, and did nothing`, async ({ client, assert }) => {
      const { id } = await aClosedVote(choices)
      const page = await (await as(client, null)).get(`/decide/${id}`)
      assert.include(readable(page.text()), verdict)
      assert.notInclude(readable(page.text()), 'La règle a changé')
    })
  }

  const rank = (...ranks: number[]): Choice => ({ kind: 'ranking', ranks })
  const BY: [Parameters<typeof aClosedVote>[1], Choice[], string[]][] = [
    [undefined, [YES, YES, YES, NO, { kind: 'blank' }], ['csv', 'json']],
    ['scottish-stv', [rank(2), rank(2, 1), rank(1), rank(3), rank(2)], ['blt', 'csv', 'json']],
    ['meek-stv', [rank(2), rank(2, 1), rank(1), rank(3), rank(2)], ['blt', 'csv', 'json']],
    ['irv', [rank(2), rank(2, 1), rank(1), rank(3), rank(2)], ['blt', 'csv', 'json']],
    ['schulze', [rank(2), rank(2, 1), rank(1), rank(3, 2)], ['blt', 'csv', 'json']],
    [
      'majority-judgment',
      [1, 5, 4, 2].map((grade) => ({ kind: 'grades', grades: { 1: 2, 2: grade, 3: 0 } })),
      ['csv', 'json'],
    ],
    [
      'approval',
      [[1], [2], [2, 3], [1, 2]].map((approved) => ({ kind: 'approval', approved })),
      ['csv', 'json'],
    ],
  ]
  for (const [method, choices, formats] of BY) {
    test(`by ${method ?? 'motion'}: anyone counts it again to the same hash`, async ({
      client,
      assert,
    }) => {
      const { id } = await aClosedVote(choices, method)
      const visitor = await as(client, null)
      const page = await visitor.get(`/decide/${id}`)
      page.assertStatus(200)
      const published: PublishedBallots = (await visitor.get(`/decide/${id}/ballots.json`)).body()
      const again = recount(published)
      assert.isTrue(again.ok)
      const { transcript_hash: hash } = await db
        .from('proposal_results')
        .where('proposal_id', id)
        .firstOrFail()
      if (again.ok) assert.equal(canonicalHash(again.value.transcript), hash)
      assert.include(page.text(), `data-hash="${hash}"`)
      const transcript = await visitor.get(`/decide/${id}/transcript.json`)
      assert.equal(createHash('sha256').update(transcript.text()).digest('hex'), hash)
      for (const format of ['blt', 'csv', 'json', 'pb']) {
        const file = await visitor.get(`/decide/${id}/ballots/${format}`)
        file.assertStatus(formats.includes(format) ? 200 : 404)
      }
      const listed = (await visitor.get('/decide/decided')).text()
      assert.include(listed, 'proposal-card__result')
      assert.notInclude(listed, 'translation missing')
      if (method === 'majority-judgment') {
        assert.include(readable(page.text()), 'Passable')
        assert.notInclude(page.text(), 'fairly_good')
        const english = await visitor.get(`/decide/${id}`).header('accept-language', 'en')
        assert.include(readable(english.text()), 'Fairly good')
      }
    })
  }

  /** The words of the page's table, tags left out. */
  const wordsOf = (html: string) =>
    readable(html)
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')

  test('of an open vote, members read who chose what; others do not', async ({
    client,
    assert,
  }) => {
    const { awa, id } = await aClosedVote([YES, NO])
    const member = await as(client, awa.person)
    const table = wordsOf((await member.get(`/decide/${id}/roll`)).text())
    assert.match(table, /Awa Oui Pour/)
    assert.match(table, /Bastien Oui Contre/)
    assert.match(table, /Chloé Non/)
    const driss = await as(client, await someone('Driss'))
    ;(await driss.get(`/decide/${id}/roll`)).assertStatus(403)
  })

  test('of a secret vote, members read who voted and never what', async ({ client, assert }) => {
    const { awa, id } = await aClosedVote([rank(2), rank(1)], 'scottish-stv')
    const member = await as(client, awa.person)
    const table = wordsOf((await member.get(`/decide/${id}/roll`)).text())
    assert.match(table, /Awa Oui 2 Bastien Oui/)
    assert.match(table, /Chloé Non/)
  })

  test('a receipt is known again, another is not', async ({ client, assert }) => {
    const { awa, everyone, id } = await aClosedVote([YES, YES])
    const member = await as(client, awa.person)
    const said = async (receipt: string) =>
      readable((await member.get(`/decide/${id}/roll?receipt=${receipt}`)).text())
    const [first, , third] = everyone
    if (!first?.member.number || !third?.member.number) throw new Error('No number')
    assert.include(await said(receiptOf(id, first.member.number)), 'Ce reçu est bon')
    const copied = receiptOf(id, first.member.number).toUpperCase().replaceAll('-', '%20')
    assert.include(await said(copied), 'Ce reçu est bon')
    assert.include(await said(receiptOf(id, third.member.number)), 'pas noté comme ayant voté')
    assert.include(await said('0000-0000-0000-0000'), 'pas celui d’un reçu')
  })

  test('until the close nothing is published', async ({ client }) => {
    const [awa, ...others] = await anAssociation(4)
    if (!awa) throw new Error('Nobody')
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, others, MARCH)
    const vote = await called(proposal, MARCH)
    time.set(vote.opensAt)
    await keepVotes(vote.opensAt)
    await casts(awa, proposal.id, YES, vote.opensAt)
    const browser = await as(client, awa.person)
    for (const path of ['ballots.json', 'transcript.json', 'ballots/csv']) {
      ;(await browser.get(`/decide/${proposal.id}/${path}`)).assertStatus(404)
    }
  })
})
