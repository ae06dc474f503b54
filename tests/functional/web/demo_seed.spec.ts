import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { verifyFeed } from '#feed/verify_feed'
import { endedCampaigns, runningCampaigns } from '#membership/campaigns/campaign_view'
import { Organisation } from '#organisation/organisation'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { bothStatements } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'
import { DEMO_HANDLES } from '#web/demo/roles'
import { seedBulk } from '#web/demo/seed_bulk'
import { seedDemo } from '#web/demo/seed_demo'

const silence = () => {}

async function count(sql: string): Promise<number> {
  const { rows } = await db.rawQuery(`select count(*) as count from ${sql}`)
  return Number(rows[0].count)
}

/** Every index and constraint of the database, as the database words them. */
async function definitions(): Promise<string[]> {
  const { rows } =
    await db.rawQuery(`select indexdef as law from pg_indexes where schemaname = 'public'
    union all select conname || ' on ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace order by 1`)
  return rows.map(({ law }: { law: string }) => law)
}

test.group('The demo, seeded', (group) => {
  ownDatabase(group)

  test('is a network whose chain verifies, that is found, tagged and placed', async ({
    client,
    assert,
  }) => {
    await seedDemo(clock.now(), silence)
    const check = await verifyFeed()
    assert.isNull(check.fault)
    assert.closeTo(check.posts, 605, 15)
    assert.equal(await count('post_search'), check.posts)
    assert.isAbove(await count('post_tags t join posts p on p.published_seq = t.seq'), 50)
    assert.isAbove(await count('mentions'), 5)
    assert.isAbove(await count('posts where place_id is not null'), 100)
    assert.isAbove(await count(`posts where content_warning <> ''`), 4)
    assert.equal(await count('people where place_id is null'), 0)

    const wrong = `posts p where comments_count <>
      (select count(*) from comments c where c.post_id = p.id)`
    assert.equal(await count(wrong), 0)
    const early = `thanks t join people r on r.id = t.person_id where t.thanked_at < r.joined_at`
    assert.equal(await count(early), 0)

    for (const handle of Object.values(DEMO_HANDLES)) {
      const person = await Person.findByOrFail('handle', handle)
      const unread = `posts where published_seq >
        (select seq from reading_markers where person_id = ${person.id})`
      assert.isAbove(await count(unread), 0, handle)
    }
    const [running] = await runningCampaigns(clock.now(), 'fr')
    assert.closeTo(running?.full ?? 0, 0.6, 0.2)
    const [ended] = await endedCampaigns(clock.now(), 'fr')
    assert.equal(ended?.outcome, 'reached')
    const unequal = `payments p join gift_money m on m.payment_id = p.id where m.amount_cents <> p.gross_cents`
    assert.equal(await count(unequal), 0)
    assert.equal(await count('payments'), await count('gift_money'))
    const { theirs, ours } = await bothStatements()
    assert.isAbove(ours.length, 80)
    assert.deepEqual(ours, theirs)
    assert.equal(await count(`subscriptions where next_charge_on >= current_date`), 3)
    const before = `gifts g join people r on r.id = g.person_id where g.offered_at < r.joined_at`
    assert.equal(await count(before), 0)

    const told = (state: string) => `notifications where read_at is ${state}`
    assert.isAbove(await count(told('null')), 10)
    assert.isAbove(await count(told('not null')), 50)
    const visitor = await as(client, null)
    const tag = await visitor.get('/tags/marche')
    tag.assertStatus(200)
    assert.include(tag.text(), 'marché')
    ;(await visitor.get('/places/sansais-la-garette')).assertStatus(200)
  }).timeout(120_000)

  test('takes a large past around it, found as if written post by post', async ({ assert }) => {
    await seedDemo(clock.now(), silence, 'founding')
    const before = await count('posts')
    const laws = await definitions()
    await seedBulk({ members: 20, posts: 300, comments: 200, years: 2 }, clock.now(), silence)
    const check = await verifyFeed()
    assert.isNull(check.fault)
    assert.equal(check.posts, before + 300)
    const unlike = `posts p join post_search s on s.post_id = p.id
      where s.seq <> p.published_seq or s.document <> to_tsvector('placette_fr', p.body)`
    assert.equal(await count(unlike), 0)
    assert.equal(await count('post_search'), check.posts)
    assert.deepEqual(await definitions(), laws)
    assert.equal(await count(`pg_trigger where tgenabled = 'D' and not tgisinternal`), 0)
    assert.isAbove(await count(`posts where id > ${before} and place_id is not null`), 50)
    assert.isAbove(await count(`post_tags where post_id > ${before}`), 30)
  }).timeout(60_000)
})

test.group('The founding scenario, seeded', (group) => {
  ownDatabase(group)

  test('is a collective without a charter, led by its founder', async ({ assert }) => {
    await seedDemo(clock.now(), silence, 'founding')
    const check = await verifyFeed()
    assert.isNull(check.fault)
    assert.isAbove(check.posts, 35)
    const organisation = await Organisation.findOrFail(1)
    assert.equal(organisation.legalForm, 'collective')
    assert.isNull(organisation.charterAdoptedAt)
    const founder = await Person.findByOrFail('handle', DEMO_HANDLES.board)
    assert.isTrue(organisation.isBeingFoundedBy(founder.id))
    for (const handle of Object.values(DEMO_HANDLES)) {
      assert.exists(await Person.findBy('handle', handle), handle)
    }
  }).timeout(60_000)
})
