import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { FakeClock, useClock } from '#shared/clock'
import { Mandate } from '#people/mandate'
import type { Role } from '#people/powers'
import type { Choice } from '#governance/voting/choice'
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
  YES,
  type Neighbour,
} from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const HOUR = 3_600_000

function lent(one: Neighbour, role: Role, from = '2026-01-05', until = '2027-01-05') {
  const [startsAt, endsAt] = [noon(from), noon(until)]
  return Mandate.grant({ personId: one.person.id, role, startsAt, endsAt, at: startsAt })
}

test.group('Powers follow the votes', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** Called and voted on by everyone, not closed yet. */
  async function underVote(
    kind: 'election' | 'recall' | 'charter',
    payload: Record<string, unknown>,
    everyone: Neighbour[],
    { standing = [], choice = YES }: { standing?: Neighbour[]; choice?: Choice } = {}
  ) {
    const [author, ...others] = everyone
    if (!author) throw new Error('Nobody')
    const proposal = await aProposal(kind, payload, author.person, time.now())
    await db.transaction(async (transaction) => {
      for (const { person } of standing) {
        const candidacy = { personId: person.id, statement: 'Me voici.' }
        await proposal.stand(candidacy, time.now(), transaction)
      }
    })
    await supported(proposal, others.slice(0, 4), time.now())
    const vote = await called(proposal, time.now())
    await keepVotes(vote.opensAt)
    for (const one of everyone) {
      await casts(one, proposal.id, choice, new Date(vote.opensAt.getTime() + HOUR))
    }
    return vote
  }

  const statusAt = async (client: ApiClient, at: Date, one: Neighbour, path: string) => {
    time.set(at)
    return (await (await as(client, one.person)).get(path).redirects(0)).status()
  }

  test('an election gives the elected their pages, and takes them from those before', async ({
    client,
    assert,
  }) => {
    const everyone = await anAssociation(8)
    const [awa, bastien, chloe, , emile] = everyone
    if (!awa || !bastien || !chloe || !emile) throw new Error('Too few')
    await lent(emile, 'moderator')
    const standing = [awa, bastien, chloe]
    const choice: Choice = { kind: 'ranking', ranks: [1, 2, 3] }
    const payload = { role: 'moderator', seats: 3 }
    const { closesAt, id } = await underVote('election', payload, everyone, { standing, choice })
    const before = new Date(closesAt.getTime() - 1)
    assert.equal(await statusAt(client, before, emile, '/join-requests'), 200)
    assert.equal(await statusAt(client, before, bastien, '/join-requests'), 403)
    const said = readable((await (await as(client, awa.person)).get('/mandates')).text())
    assert.include(said, 'jusqu’au 5 janvier 2027')
    await keepVotes(closesAt)
    assert.equal(await statusAt(client, closesAt, emile, '/join-requests'), 403)
    assert.equal(await statusAt(client, closesAt, bastien, '/join-requests'), 200)
    const page = (await (await as(client, awa.person)).get('/mandates')).text()
    assert.match(readable(page), /3 sièges pourvus sur 3/)
    assert.match(readable(page), /remplacé par une élection/)
    assert.include(page, `href="/decide/${id}"`)
    const written = await db.from('outbox_letters').where('kind', 'mandate_granted')
    assert.lengthOf(written, 3)
    assert.include(written[0].text_body, 'Traiter les signalements')
  })

  test('an election to an empty seat leaves the others in theirs; one too many and the first to end goes', async ({
    assert,
  }) => {
    const everyone = await anAssociation(8)
    const [awa, bastien, chloe, driss, emile] = everyone
    if (!awa || !bastien || !chloe || !driss || !emile) throw new Error('Too few')
    await lent(driss, 'moderator', '2026-01-05', '2026-08-05')
    await lent(emile, 'moderator')
    const elect = async (who: Neighbour) => {
      const choice: Choice = { kind: 'ranking', ranks: [1] }
      const payload = { role: 'moderator', seats: 1 }
      const { closesAt } = await underVote('election', payload, everyone, {
        standing: [who],
        choice,
      })
      await keepVotes(closesAt)
      time.set(closesAt)
      const held = await db.transaction((trx) => Mandate.ofRole('moderator', closesAt, trx))
      return held.map(({ personId }) => personId)
    }
    assert.sameMembers(
      await elect(awa),
      [driss, emile, awa].map(({ person }) => person.id)
    )
    assert.sameMembers(
      await elect(bastien),
      [emile, awa, bastien].map(({ person }) => person.id)
    )
    // Elected again: one mandate, not two.
    assert.sameMembers(
      await elect(awa),
      [emile, awa, bastien].map(({ person }) => person.id)
    )
  })

  test('a recall takes the powers at the instant of the close', async ({ client, assert }) => {
    const everyone = await anAssociation(6)
    const [, bastien] = everyone
    if (!bastien) throw new Error('Nobody')
    const { id: mandateId } = await lent(bastien, 'treasurer')
    const { closesAt } = await underVote('recall', { mandateId }, everyone)
    const before = new Date(closesAt.getTime() - 1)
    assert.equal(await statusAt(client, before, bastien, '/treasury/entries'), 200)
    // Closed late, as when nobody was at work: the powers stop at the instant of the close all the same.
    await keepVotes(new Date(closesAt.getTime() + HOUR))
    assert.equal(await statusAt(client, before, bastien, '/treasury/entries'), 200)
    assert.equal(await statusAt(client, closesAt, bastien, '/treasury/entries'), 403)
  })

  test('the charter takes the settings from who founds the network', async ({ client, assert }) => {
    const everyone = await anAssociation(4)
    const { founder_id: founderId } = await db.from('organisation').firstOrFail()
    const [awa] = everyone
    if (!awa) throw new Error('Nobody')
    const founder = { ...awa, person: { ...awa.person, id: Number(founderId) } } as Neighbour
    const words = { fr: 'Soyons bons voisins.', en: 'Let us be good neighbours.' }
    const { closesAt } = await underVote('charter', words, everyone)
    const before = new Date(closesAt.getTime() - 1)
    const rule = '/rules/feed.photos_per_post/edit'
    assert.equal(await statusAt(client, before, founder, rule), 200)
    assert.equal(await statusAt(client, before, founder, '/settings/network'), 200)
    await keepVotes(closesAt)
    assert.equal(await statusAt(client, closesAt, founder, rule), 403)
    assert.equal(await statusAt(client, closesAt, founder, '/settings/network'), 403)
  })

  test('three terms in a row are enough, unless seats would stay empty', async ({
    client,
    assert,
  }) => {
    const everyone = await anAssociation(6, '2024-01-05')
    const [awa, bastien, chloe, driss] = everyone
    if (!awa || !bastien || !chloe || !driss) throw new Error('Too few')
    await lent(awa, 'moderator', '2024-09-01', '2025-03-01')
    await lent(awa, 'moderator', '2025-03-01', '2025-09-01')
    await lent(awa, 'moderator', '2025-09-10', '2026-03-10')
    const options = (id: number) =>
      db.from('proposal_options').where('proposal_id', id).orderBy('number')
    const payload = { role: 'moderator', seats: 2 }
    const enough = await aProposal('election', payload, bastien.person, MARCH)
    const few = await aProposal('election', payload, bastien.person, MARCH)
    await db.transaction(async (transaction) => {
      const stand = { statement: 'Me voici.' }
      for (const { person } of [awa, bastien, chloe]) {
        await enough.stand({ ...stand, personId: person.id }, MARCH, transaction)
      }
      for (const { person } of [awa, bastien]) {
        await few.stand({ ...stand, personId: person.id }, MARCH, transaction)
      }
    })
    const page = async (id: number) =>
      readable((await (await as(client, driss.person)).get(`/decide/${id}`)).text())
    assert.match(await page(enough.id), /Déjà 3 mandats de suite/)
    for (const proposal of [enough, few]) {
      await supported(proposal, [awa, chloe, driss], MARCH)
      await called(proposal, MARCH)
    }
    assert.deepEqual(
      (await options(enough.id)).map(({ label }) => label),
      ['Bastien', 'Chloé']
    )
    const [first, second] = await options(few.id)
    assert.deepEqual([first.label, first.payload], ['Awa', { beyondTerms: 3 }])
    assert.deepEqual([second.label, second.payload], ['Bastien', {}])
    assert.match(await page(few.id), /la limite cède/)
  })
})
