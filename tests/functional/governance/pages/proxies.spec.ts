import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { anAssociation, aProposal, called, supported } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const CHANGE = { key: 'feed.photos_per_post', value: 4 }

test.group('The pages of voices given', (group) => {
  inTransaction(group)

  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function aCalledVote() {
    const everyone = await anAssociation(6)
    const [awa, bastien, chloe] = everyone
    if (!awa || !bastien || !chloe) throw new Error('Too few')
    const proposal = await aProposal('rule_change', CHANGE, awa.person, MARCH)
    await supported(proposal, everyone.slice(1), MARCH)
    return { awa, bastien, chloe, vote: await called(proposal, MARCH) }
  }

  test('let one give a voice, the other vote with it, and nobody else', async ({
    client,
    assert,
  }) => {
    const { awa, bastien, chloe, vote } = await aCalledVote()
    const path = `/decide/${vote.id}/proxies`
    const giver = await as(client, awa.person)
    const wrong = await giver.post(path, { holder: 'Personne' }).redirects(0)
    wrong.assertStatus(422)
    assert.include(readable(wrong.text()), 'Aucun membre ne répond à cela')
    ;(await giver.post(path, { holder: 'bastien' }).redirects(0)).assertStatus(303)
    assert.include(
      readable((await giver.get(path)).text()),
      'Vous avez confié votre voix à Bastien'
    )
    const { id } = await db.from('proxies').where('proposal_id', vote.id).firstOrFail()
    time.set(vote.opensAt)
    await keepVotes(vote.opensAt)
    const paper = `${path}/${id}/ballot`
    const none = await giver.get(`/decide/${vote.id}/ballot`).redirects(0)
    assert.equal(none.header('location'), path)
    const holder = await as(client, bastien.person)
    assert.include(readable((await holder.get(path)).text()), 'Voter pour Awa')
    assert.include(readable((await holder.get(paper)).text()), 'à la place de Awa')
    const stranger = await as(client, chloe.person)
    ;(await stranger.get(paper)).assertStatus(404)
    ;(await stranger.post(paper, { answer: 'against' }).redirects(0)).assertStatus(404)
    ;(await holder.post(paper, { answer: 'against' }).redirects(0)).assertStatus(303)
    const ballot = await db.from('ballots').where('proposal_id', vote.id).firstOrFail()
    assert.equal(ballot.member_id, awa.member.id)
    const late = await giver.post(`${path}/withdrawal`, {}).redirects(0)
    late.assertStatus(303)
    assert.lengthOf(await db.from('proxy_revocations').where('proxy_id', id), 0)
    const own = await giver.post(`/decide/${vote.id}/ballot`, { answer: 'for' }).redirects(0)
    own.assertStatus(409)
    assert.include(readable(own.text()), 'Vous avez confié votre voix')
  })

  test('offer a second call to the author, once, and link both', async ({ client, assert }) => {
    const { awa, bastien, vote } = await aCalledVote()
    time.set(vote.closesAt)
    await keepVotes(vote.closesAt)
    const path = `/decide/${vote.id}`
    const author = await as(client, awa.person)
    assert.include(readable((await author.get(path)).text()), 'Convoquer une seconde fois')
    const other = await as(client, bastien.person)
    assert.notInclude(readable((await other.get(path)).text()), 'Convoquer une seconde fois')
    ;(await other.post(`${path}/second-call`, {}).redirects(0)).assertStatus(403)
    const again = await author.post(`${path}/second-call`, {}).redirects(0)
    again.assertStatus(303)
    const followed = await db.from('proposals').where('second_call_of', vote.id).firstOrFail()
    assert.equal(again.header('location'), `/decide/${followed.id}`)
    assert.include(readable((await author.get(path)).text()), 'convoqué une seconde fois')
    const page = readable((await author.get(`/decide/${followed.id}`)).text())
    assert.include(page, 'C’est une seconde convocation')
    assert.notInclude(readable((await author.get(path)).text()), 'On ne le fait qu’une fois')
  })
})
