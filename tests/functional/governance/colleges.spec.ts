import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { callVote } from '#governance/calling/call'
import { keepVotes } from '#governance/closing/close'
import type { PublishedBallots } from '#governance/recount/recount'
import { recount } from '#governance/recount/recount'
import { readProposal } from '#governance/proposing/read_proposal'
import { collegeNamed } from '#membership/register/colleges'
import { currentBook, forgetBook } from '#rulebook/rule_book'
import { canonicalHash, type Plain } from '#shared/canonical'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { memberOf, noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import {
  anAssociation,
  aNeighbour,
  aProposal,
  called,
  casts,
  NO,
  supported,
  voted,
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const COLLEGES = [
  { name: 'Habitants', percent: 40 },
  { name: 'Artisans', percent: 30 },
  { name: 'Communes', percent: 30 },
]
const PHOTOS = 'feed.photos_per_post'
const CHANGE = { key: PHOTOS, value: 4 }
/** Four inhabitants, two craftspeople, one town. */
const OF = ['Habitants', 'Habitants', 'Habitants', 'Habitants', 'Artisans', 'Artisans', 'Communes']

test.group('Votes by colleges', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function entered({ member }: Neighbour, college: string) {
    await db.transaction(async (transaction) => {
      const id = await collegeNamed(college, MARCH, transaction)
      await transaction.from('members').where('id', member.id).update({ college_id: id })
    })
  }

  async function members() {
    const everyone = await anAssociation(7)
    for (const [index, one] of everyone.entries()) await entered(one, OF[index] ?? '')
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    return { everyone, awa }
  }

  const answers = (everyone: Neighbour[], ayes: string[]) =>
    everyone.map((one, index): [Neighbour, typeof YES | typeof NO] => [
      one,
      ayes.includes(OF[index] ?? '') ? YES : NO,
    ])

  /** The vote on the colleges, then one that they weigh. */
  async function weighed(ayes: string[]) {
    const { everyone, awa } = await members()
    const agreed = answers(everyone, ['Habitants', 'Artisans', 'Communes'])
    const rule = await voted(
      'rule_change',
      { key: 'votes.colleges', value: COLLEGES },
      agreed,
      MARCH
    )
    if (rule.outcome !== 'adopted') throw new Error('No colleges')
    forgetBook()
    const vote = await voted('rule_change', CHANGE, answers(everyone, ayes), noon('2026-04-02'))
    time.set(noon('2026-05-02'))
    return { everyone, awa, vote }
  }

  test('a majority of heads is not enough: each college weighs its part', async ({
    client,
    assert,
  }) => {
    const { awa, vote } = await weighed(['Habitants'])
    assert.equal(vote.outcome, 'refused')
    assert.equal((await currentBook(noon('2026-05-02'))).value(PHOTOS), 10)
    const page = readable((await (await as(client, awa.person)).get(`/decide/${vote.id}`)).text())
    const text = page.replace(/\s+/g, ' ')
    assert.include(text, 'Habitants (40 %), Artisans (30 %) et Communes (30 %)')
    assert.include(text, 'Tous collèges réunis, le oui recueille 40 %')
  })

  test('a minority of heads decides when it makes the majority of colleges', async ({ assert }) => {
    const { vote } = await weighed(['Artisans', 'Communes'])
    assert.equal(vote.outcome, 'adopted')
    assert.equal((await currentBook(noon('2026-05-02'))).value(PHOTOS), 4)
  })

  test('is counted again from what is published, to the same hash', async ({ client, assert }) => {
    const { awa, vote } = await weighed(['Artisans', 'Communes'])
    const browser = await as(client, awa.person)
    const published = (await browser.get(`/decide/${vote.id}/ballots.json`)).body()
    const again = recount(published as PublishedBallots)
    if (!again.ok) throw new Error(again.refusal.key)
    const { transcript_hash: hash } = await db
      .from('proposal_results')
      .where('proposal_id', vote.id)
      .firstOrFail()
    assert.equal(canonicalHash(again.value.transcript as unknown as Plain), hash)
    const csv = await browser.get(`/decide/${vote.id}/ballots/csv`)
    assert.include(csv.text(), 'Artisans')
  })

  test('small colleges are shown together, and their ballots are the members’', async ({
    client,
    assert,
  }) => {
    const { awa, vote } = await weighed(['Habitants'])
    const page = readable((await (await as(client, awa.person)).get(`/decide/${vote.id}`)).text())
    assert.notMatch(page, /Communes \(30\s% des voix\)/)
    const visitor = await as(client, null)
    for (const path of ['ballots.json', 'transcript.json', 'ballots/csv']) {
      const answer = await visitor.get(`/decide/${vote.id}/${path}`).redirects(0)
      assert.match(String(answer.header('location')), /^\/sign-in/, path)
    }
    const outside = readable((await visitor.get(`/decide/${vote.id}`)).text())
    assert.include(outside, 'les bulletins se recomptent entre membres')
    assert.notInclude(outside, 'ballots.json')
    await ruledBy({})
  })

  test('are not called while a college is empty, a voter of none, or the base another', async ({
    assert,
  }) => {
    const { everyone, awa } = await members()
    await ruledBy({ 'votes.colleges': COLLEGES })
    const refusal = async () => {
      const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
      await supported(proposal, everyone.slice(1), MARCH)
      const caller = { personId: awa.person.id, convenes: true }
      const answer = await db.transaction((transaction) =>
        callVote({ proposalId: proposal.id, caller }, MARCH, transaction)
      )
      return answer.ok ? null : answer.refusal
    }
    assert.isNull(await refusal())
    const town = everyone[6]
    if (!town) throw new Error('No town')
    await entered(town, 'Artisans')
    assert.deepEqual(await refusal(), { key: 'college_empty', words: { name: 'Communes' } })
    await db.from('members').where('id', town.member.id).update({ college_id: null })
    assert.deepEqual(await refusal(), { key: 'college_missing', words: { count: 1 } })
    await entered(town, 'Communes')
    const { ordinary, extraordinary } = (await currentBook(MARCH)).value('votes.threshold')
    await ruledBy({
      'votes.threshold': { ordinary: { ...ordinary, base: 'votants' }, extraordinary },
    })
    assert.deepEqual(await refusal(), { key: 'colleges_base', words: {} })
  })

  test('whoever comes after the call without a college is on the roll without a voice, and told', async ({
    client,
    assert,
  }) => {
    const { everyone, awa } = await members()
    await ruledBy({ 'votes.colleges': COLLEGES, 'votes.minimum_membership_days': 0 })
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    const { opensAt, closesAt } = await called(proposal, MARCH)
    const late = await aNeighbour('Yanis', '2026-03-03')
    await keepVotes(opensAt)
    assert.deepEqual(await casts(late, proposal.id, YES, opensAt), {
      ok: false,
      refusal: 'not_on_roll',
    })
    time.set(opensAt)
    const page = readable(
      (await (await as(client, late.person)).get(`/decide/${proposal.id}`)).text()
    )
    assert.include(page, 'Ce vote se compte par collèges, et vous n’êtes d’aucun')
    for (const one of everyone) await casts(one, proposal.id, YES, opensAt)
    await keepVotes(closesAt)
    assert.equal((await readProposal(proposal.id, closesAt))?.outcome, 'adopted')
    assert.equal((await readProposal(proposal.id, closesAt))?.voters, 7)
  })

  test('secret votes stay one person, one voice; nobody sees a college where there are none', async ({
    client,
    assert,
  }) => {
    const { everyone, awa } = await members()
    const plain = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    const before = await (await as(client, awa.person)).get(`/decide/${plain.id}`)
    assert.notInclude(readable(before.text()), 'ollège')
    await ruledBy({ 'votes.colleges': COLLEGES })
    const asked = answers(everyone, ['Habitants'])
    const opinion = await voted('consultation', {}, asked, MARCH)
    assert.equal(opinion.outcome, 'adopted')
    assert.notProperty(opinion.parameters, 'colleges')
    assert.isNotNull(await memberOf(awa.person, MARCH))
  })
})
