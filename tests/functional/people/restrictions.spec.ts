import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { publishDraft } from '#feed/drafts/publish_draft'
import { Person } from '#people/person'
import { exclude } from '#people/restriction'
import { someone } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { aDraft, aPost } from '#tests/support/feed_factory'
import { foundedBy } from '#tests/support/founded_by'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anElectionDiscussed } from '#tests/support/put_to_the_vote'
import { FakeClock, useClock } from '#shared/clock'

const MARCH = noon('2026-03-02')

test.group('An account that the members excluded, as the database keeps it', (group) => {
  ownDatabase(group)
  group.each.setup(() => useClock(new FakeClock(MARCH)))

  /** Bastien, excluded by a vote; Awa wrote a post that he could thank for. */
  async function excluded() {
    const awa = await someone('Awa')
    await foundedBy(awa)
    const bastien = await someone('Bastien')
    const proposal = await anElectionDiscussed(awa, bastien)
    const post = await aPost(awa)
    await db.transaction((transaction) =>
      exclude({ personId: bastien.id, proposalId: proposal.id }, MARCH, transaction)
    )
    return { awa, bastien, proposal, post }
  }

  type Scene = Awaited<ReturnType<typeof excluded>>
  const AT = `'2026-03-02T12:00:00Z'`
  const WRITES: [string, (scene: Scene) => string][] = [
    [
      'posts',
      ({ bastien }) => `insert into posts (author_id, body, visibility, salt, created_at)
        values (${bastien.id}, 'Me revoilà', 'public', decode(repeat('00', 16), 'hex'), ${AT})`,
    ],
    [
      'comments',
      ({ bastien, post }) => `insert into comments (post_id, author_id, body, salt, created_at)
        values (${post.id}, ${bastien.id}, 'Moi aussi', decode(repeat('00', 16), 'hex'), ${AT})`,
    ],
    [
      'thanks',
      ({ bastien, post }) =>
        `insert into thanks (post_id, person_id, thanked_at) values (${post.id}, ${bastien.id}, ${AT})`,
    ],
    [
      'invitations',
      ({ bastien }) => `insert into invitations (sponsor_id, nonce, created_at, expires_at)
        values (${bastien.id}, '\\x00', ${AT}, '2027-01-01')`,
    ],
    [
      'proposal_remarks',
      ({
        bastien,
        proposal,
      }) => `insert into proposal_remarks (proposal_id, author_id, body, said_at)
        values (${proposal.id}, ${bastien.id}, 'Non', ${AT})`,
    ],
    [
      'proposal_seconds',
      ({ bastien, proposal }) => `insert into proposal_seconds (proposal_id, person_id, seconded_at)
        values (${proposal.id}, ${bastien.id}, ${AT})`,
    ],
    [
      'proposal_candidacies',
      ({ bastien, proposal }) => `insert into proposal_candidacies
        (proposal_id, person_id, statement, declared_at) values (${proposal.id}, ${bastien.id}, 'Moi', ${AT})
        on conflict do nothing`,
    ],
    [
      'mandates',
      ({ bastien }) => `insert into mandates (person_id, role, starts_at, ends_at, recorded_at)
        values (${bastien.id}, 'board', ${AT}, '2027-01-01', ${AT})`,
    ],
  ]

  for (const [table, write] of WRITES) {
    test(`adds nothing to ${table}`, async ({ assert }) => {
      const statement = write(await excluded())
      const byOwner = () => asOwner((client) => client.query(statement))
      await assert.rejects(byOwner, /the_restricted_write_nothing/)
      await asOwner((client) => client.query(`drop trigger ${table}_of_the_restricted on ${table}`))
      await byOwner()
    })
  }

  test('what was to appear by itself does not', async ({ assert }) => {
    const { bastien } = await excluded()
    await asOwner((client) => client.query('alter table drafts disable trigger user'))
    const draft = await aDraft(await Person.findOrFail(bastien.id))
    const result = await publishDraft(draft.id, MARCH)
    assert.deepEqual(result?.ok === false && result.refusal, ['excluded'])
    assert.lengthOf(await db.from('posts').where('author_id', bastien.id), 0)
  })

  test('is answered by one page, and may sign out', async ({ client, assert }) => {
    const { bastien } = await excluded()
    const browser = await as(client, bastien)
    ;(await browser.get('/feed')).assertStatus(403)
    const json = await browser.get('/feed').header('accept', 'application/json')
    json.assertStatus(403)
    assert.include(json.body().error, 'exclusion')
    ;(await browser.delete('/session').redirects(0)).assertStatus(303)
    assert.lengthOf(await db.from('sessions').where('person_id', bastien.id), 0)
  })

  test('is excluded by a vote only, and for good', async ({ assert }) => {
    const { awa } = await excluded()
    const written = (facts: string) =>
      asOwner((client) =>
        client.query(`insert into restrictions (person_id, kind, starts_at, ends_at, decided_by_proposal_id, recorded_at)
          values (${awa.id}, 'excluded', ${AT}, ${facts}, ${AT})`)
      )
    await assert.rejects(() => written('null, null'), /restrictions_decided/)
    await assert.rejects(() => written(`'2027-01-01', 1`), /restrictions_decided/)
    await assert.rejects(
      () => db.from('restrictions').delete(),
      /permission denied|refuse_change|stand/
    )
  })
})
