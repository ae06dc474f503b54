import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Draft } from '#feed/drafts/draft'
import { Post } from '#feed/post'
import { askForDueDrafts, publishDraft, publishDraftJob } from '#feed/drafts/publish_draft'
import { verifyFeed } from '#feed/verify_feed'
import { FakeClock, useClock } from '#shared/clock'
import { scheduledTasks } from '#shared/jobs/schedule'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aDraft, aPost } from '#tests/support/feed_factory'
import { complaints, filledIn } from '#tests/support/form_page'
import { aFreePhoto } from '#tests/support/free_photo'
import { doJobs } from '#tests/support/photo_desk'
import { ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'

const NOON = '2026-11-23T11:00:00Z'
const EVENING = new Date('2026-11-23T17:30:00Z')

test.group('A post with a date', (group) => {
  ownDatabase(group)
  let clock = new FakeClock(NOON)
  group.each.setup(() => {
    clock = new FakeClock(NOON)
    return useClock(clock)
  })

  /** What the scheduler then the worker do at this instant. */
  async function theClockStrikes(at: Date) {
    clock.set(at)
    await askForDueDrafts()
    await doJobs()
  }

  test('is asked for in the composer, appears by itself at its minute, once', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const sent = await browser.post('/posts', {
      body: 'Ce soir, place de la Brèche',
      visibility: 'public',
      publish_on: '2026-11-23',
      publish_time: '18:30',
    })
    sent.assertStatus(303)
    sent.assertHeader('location', '/drafts')
    const list = (await browser.get('/drafts')).text()
    assert.include(list, 'Paraîtra le 23 novembre 2026')
    assert.include(list, '18:30')
    const [draft] = await Draft.all()
    assert.deepEqual(draft?.publishAt, EVENING)
    const form = filledIn((await browser.get(`/drafts/${draft?.id}`)).text())
    assert.deepEqual([form.publish_on, form.publish_time], [['2026-11-23'], ['18:30']])

    await theClockStrikes(new Date(EVENING.getTime() - 1))
    assert.isEmpty(await Post.all())
    await theClockStrikes(EVENING)
    const [post] = await Post.all()
    assert.equal(post?.body, 'Ce soir, place de la Brèche')
    assert.isNotNull(post?.publishedSeq)
    assert.isEmpty(await Draft.all())
    await publishDraftJob({ draftId: draft?.id })
    await theClockStrikes(EVENING)
    assert.lengthOf(await Post.all(), 1)
    assert.isNull((await verifyFeed()).fault)
  })

  test('asked for by the clock is in the schedule of every node', ({ assert }) => {
    assert.include(
      scheduledTasks().map(([task]) => task),
      'publish_due_drafts'
    )
  })

  test('is refused when its moment cannot be; all that was typed comes back', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someone('Awa'))
    for (const [day, time, sentence] of [
      ['2026-11-23', '11:59', /déjà passé/],
      ['2026-11-23', '12:00', /déjà passé/],
      ['2027-11-23', '12:01', /un an/],
      ['2027-03-28', '02:30', /qui existent/],
      ['2026-02-30', '10:00', /qui existent/],
      ['', '10:00', /qui existent/],
      ['2026-12-01', '', /qui existent/],
    ] as const) {
      const when = { publish_on: day, publish_time: time }
      const refused = await browser.post('/posts', { body: 'Oui', visibility: 'public', ...when })
      refused.assertStatus(422)
      assert.match(complaints(refused.text()).join(), sentence, `${day} ${time}`)
      const form = filledIn(refused.text())
      assert.deepEqual([form.body, form.publish_on, form.publish_time], [['Oui'], [day], [time]])
    }
    const last = { publish_on: '2027-11-23', publish_time: '12:00' }
    const kept = await browser.post('/posts', { body: 'Oui', visibility: 'public', ...last })
    kept.assertStatus(303)
    assert.isEmpty(await Post.all())
  })

  test('obeys the rules at once: what could never appear is not kept', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someone('Awa'))
    const when = { publish_on: '2026-12-01', publish_time: '10:00' }
    const body = 'a'.repeat(5001)
    const refused = await browser.post('/posts', { body, visibility: 'public', ...when })
    refused.assertStatus(422)
    assert.isEmpty(await Draft.all())
  })

  test('obeys the rules in force at its moment, and keeps why it was refused', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const draft = await aDraft(awa, { body: 'a'.repeat(300), publishAt: EVENING })
    await ruledBy({ 'feed.post_max_characters': 200 })
    await theClockStrikes(EVENING)
    assert.isEmpty(await Post.all())
    await draft.refresh()
    assert.equal(draft.refusal, 'too_long')
    const browser = await as(client, awa)
    assert.match((await browser.get('/drafts')).text(), /Aurait dû paraître[^<]*trop long/)
    const page = await browser.get(`/drafts/${draft.id}`)
    page.assertStatus(200)
    assert.match(complaints(page.text()).join(), /trop long/)

    await ruledBy({ 'feed.post_max_characters': 400 })
    await theClockStrikes(new Date(EVENING.getTime() + 60_000))
    assert.isEmpty(await Post.all(), 'it does not appear at another moment than its own')
    ;(await browser.post(`/drafts/${draft.id}/publication`)).assertStatus(303)
    assert.lengthOf(await Post.all(), 1)
  })

  test('counts among the posts of its day', async ({ assert }) => {
    await ruledBy({ 'feed.posts_per_member_per_day': 1 })
    const awa = await someone('Awa')
    const draft = await aDraft(awa, { publishAt: EVENING })
    await aPost(awa)
    await theClockStrikes(EVENING)
    await draft.refresh()
    assert.equal(draft.refusal, 'too_many_today')
  })

  test('is no longer to appear once it is cancelled', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const draft = await aDraft(awa, { publishAt: EVENING })
    await askForDueDrafts()
    ;(await (await as(client, awa)).delete(`/drafts/${draft.id}/schedule`)).assertStatus(303)
    await theClockStrikes(EVENING)
    await publishDraftJob({ draftId: draft.id })
    assert.isEmpty(await Post.all())
    await draft.refresh()
    assert.isNull(draft.publishAt)
  })

  test('published by its author and by the clock at the same instant is one post', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const photo = await aFreePhoto(awa)
    const draft = await aDraft(awa, { publishAt: EVENING, photos: [{ id: photo.id, alt: '' }] })
    clock.set(EVENING)
    const all = await Promise.all([
      publishDraft(draft.id, EVENING),
      ...Array.from({ length: 5 }, () => publishDraftJob({ draftId: draft.id })),
      Post.publish(
        {
          authorId: awa.id,
          body: 'Du composeur',
          visibility: 'public',
          photos: [{ id: photo.id, alt: '' }],
          submissionKey: draft.submissionKey,
        },
        EVENING
      ),
    ])
    assert.lengthOf(all, 7)
    assert.lengthOf(await Post.all(), 1)
    assert.isEmpty(await db.from('draft_photos'))
    assert.isNull((await verifyFeed()).fault)
  })

  test('that fails for a reason of the house is tried again, then left to be looked at', async ({
    assert,
  }) => {
    const draft = await aDraft(await someone('Awa'), { publishAt: EVENING })
    clock.set(EVENING)
    await askForDueDrafts()
    await askForDueDrafts()
    const jobs = await db.from('graphile_worker.jobs').where('key', `draft:${draft.id}`)
    assert.lengthOf(jobs, 1)
    assert.equal(jobs[0].attempts, 0)
  })
})
