import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { verifyFeed } from '#feed/verify_feed'
import { standingOf } from '#membership/dues/standing_of'
import { Member } from '#membership/register/member'
import { endedCampaigns, runningCampaigns } from '#membership/campaigns/campaign_view'
import { Organisation } from '#organisation/organisation'
import { examine } from '#payments/reconciling/examine'
import { reconcile } from '#payments/reconciling/reconcile'
import { providersInUse } from '#payments/providers'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { bothStatements } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'
import { assertOneTruth, assertReplayIsTheSame } from '#tests/support/what_the_books_say'
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

/** Papers, movements, payments, orders, coverage and gifts: the same cents. */
async function assertBooksAgree(assert: Assert) {
  const { theirs, ours } = await bothStatements()
  assert.isAbove(ours.length, 500)
  assert.deepEqual(ours, theirs)
  // Each cent that came and did not go back covers a period, counts for a gift, or is asked about.
  const kept = `payments p where p.state not in ('pending', 'failed', 'canceled')
    and p.gross_cents - p.refunded_cents - p.disputed_cents <>
      coalesce((select sum(amount_cents) from period_coverage where payment_id = p.id), 0)
      + coalesce((select sum(amount_cents) from gift_money where payment_id = p.id), 0)
      + coalesce((select sum(amount_cents) from dues_surplus where payment_id = p.id), 0)`
  assert.equal(await count(kept), 0)
  const moved = `payments p where (p.paid_at is null) <>
      (0 = coalesce((select sum(amount_cents) from money_movements where payment_id = p.id and kind = 'payment'), 0))
    or p.gross_cents <> (select sum(amount_cents) from money_movements where payment_id = p.id and kind = 'payment')`
  assert.equal(await count(moved), 0)
  const counted = `(select sum(r.amount_cents) from offline_receipts r where r.kind <> 'cash'
      or exists (select from receipt_confirmations c where c.receipt_id = r.id)) receipts(cents)
    join (select sum(amount_cents) from money_movements where provider in ('transfer', 'cash_cheque'))
      movements(cents) using (cents)`
  assert.equal(await count(counted), 1)
  const ordered = `dues_intents d join payment_lines l on l.intent_id = d.intent_id and l.kind = 'dues'
    where l.amount_cents <> (select sum(due_cents) from dues_order_members m where m.order_id = d.order_id)`
  assert.equal(await count(ordered), 0)
  const half = `membership_periods p where cancelled_at is null and due_cents <>
      coalesce((select sum(amount_cents) from period_coverage c where c.period_id = p.id), 0)
    and not exists (select from period_payments l join payments y on y.id = l.payment_id
      where l.period_id = p.id and y.state = 'pending')`
  // The disputed one.
  assert.equal(await count(half), 1)
}

/** Each provider read again from the beginning changes nothing, and the doctor finds what is there. */
async function assertNothingIsFound(assert: Assert) {
  await db.from('provider_cursors').delete()
  const rows = await count('money_movements')
  for (const provider of await providersInUse()) {
    const { looked, ours: known, failed } = await reconcile(provider, clock.now())
    assert.deepEqual(failed, [], provider.name)
    assert.equal(known, looked, provider.name)
    assert.isAbove(known, 20, provider.name)
  }
  assert.equal(await count('money_movements'), rows)
  // Somebody paid twice, and has not said yet what it becomes.
  assert.deepEqual(await foundByDoctor(), ['payments that cover nothing'])
  assert.equal(await count('outbox_letters'), 1)
}

/** What the doctor has to say, by the name of each finding. */
async function foundByDoctor(): Promise<string[]> {
  const findings = await examine(await providersInUse(), clock.now())
  return findings.filter(({ well }) => !well).map(({ name }) => name)
}

/** How many entries of the register stand where. */
async function standingsNow(): Promise<Record<string, number>> {
  const standings: Record<string, number> = {}
  for (const { id } of await Member.all()) {
    const { standing } = await standingOf(id, clock.now())
    standings[standing] = (standings[standing] ?? 0) + 1
  }
  return standings
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

  test('has members of every standing, paid by every means, and books that agree to the cent', async ({
    assert,
  }) => {
    await seedDemo(clock.now(), silence)
    const standings = await standingsNow()
    const { active = 0, grace = 0, lapsed = 0, ...others } = standings
    assert.closeTo(active, 87, 4)
    assert.closeTo(grace, 7, 3)
    assert.closeTo(lapsed, 11, 3)
    assert.deepEqual(others, { candidate: 2, pending: 1, exempt: 2, resigned: 3, deceased: 1 })
    const { rows: means } = await db.rawQuery(
      `select method from payments group by 1 having count(*) >= 10 order by 1`
    )
    assert.deepEqual(
      means.map(({ method }: { method: string }) => method),
      ['card', 'cash', 'cheque', 'sepa', 'transfer']
    )
    const subscription = (state: string) => `subscriptions where state = '${state}'`
    assert.equal(await count(subscription('active')), 14)
    for (const state of ['past_due', 'paused']) assert.equal(await count(subscription(state)), 1)
    assert.equal(await count(`disputes where state = 'open'`), 1)
    assert.equal(await count(`refunds where state = 'done' and amount_cents = 2500`), 1)
    assert.equal(await count(`refunds where state = 'asked' and signatures_needed = 2`), 1)
    assert.equal(
      await count('dues_surplus where id not in (select surplus_id from dues_surplus_choices)'),
      1
    )
    assert.equal(await count(`dues_links where kind = 'claim' and used_at is null`), 1)
    assert.equal(await count(`payment_intents where state = 'open'`), 3)
    const late = `members m join people p on p.id = m.person_id where m.created_at < p.joined_at`
    assert.equal(await count(late), 0)
    await assertBooksAgree(assert)
    await assertOneTruth(assert)
    await assertNothingIsFound(assert)
    await assertReplayIsTheSame(assert, clock.now())
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
    // Who came lately has not signed the draft of the charter yet.
    assert.deepEqual(await standingsNow(), { active: 10 })
    const newcomer = await Person.findByOrFail('handle', DEMO_HANDLES.newcomer)
    assert.isNull(await Member.ofPerson(newcomer.id))
    assert.deepEqual(await foundByDoctor(), [])
  }).timeout(60_000)
})
