import { test } from '@japa/runner'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { vote } from '#moderation/appealing/judge'
import { review } from '#moderation/appealing/settle'
import { faultsOf } from '#moderation/statements/faults_of'
import { forgetModeration } from '#moderation/keeping/keep_moderation'
import { verifyLog } from '#moderation/log/verify_log'
import { variantPath } from '#feed/photo_store'
import { feedChain } from '#feed/feed_chain'
import { verifyFeed } from '#feed/verify_feed'
import { FakeClock, useClock } from '#shared/clock'
import { noon } from '#tests/support/dues'
import { someone, someoneWith } from '#tests/support/cast'
import { aPostWithPhoto } from '#tests/support/moderation/photo_posts'
import { claimedBy, decided, reported } from '#tests/support/moderation/cases'
import { ownDatabase } from '#tests/support/own_database'
import { anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const HOUR = 3_600_000
const after = (hours: number) => new Date(MARCH.getTime() + hours * HOUR)

test.group('A case from its report to the jury', (group) => {
  ownDatabase(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => {
    time.set(MARCH)
    return useClock(time)
  })

  async function scene() {
    const members = await anAssociation(9)
    const fatou = await someoneWith('moderator', 'Fatou')
    const yanis = await someoneWith('moderator', 'Yanis')
    await someoneWith('moderator', 'Gwenola')
    const awa = await someone('Awa')
    const { post, photo, files } = await aPostWithPhoto(awa, 'Attends un peu que je te trouve.')
    return { members, fatou, yanis, awa, post, photo, files }
  }

  test('hidden, appealed, judged and restored: the feed is as it was, and the chain tells', async ({
    assert,
  }) => {
    const { fatou, awa, post, photo } = await scene()
    const before = await db.from('posts').where('id', post.id).firstOrFail()
    const { caseId } = await reported(post, MARCH)
    await claimedBy(fatou, caseId, after(1))
    const { decisionId, issued } = await decided(
      fatou,
      caseId,
      { act: 'remove', days: null },
      after(1)
    )
    assert.isTrue(issued)
    const hidden = await db.from('posts').where('id', post.id).firstOrFail()
    assert.equal(hidden.hidden_clause, 'harassment')
    const [statement] = await db.from('statements_of_reasons')
    assert.deepEqual(faultsOf(statement.statement), [])

    const lodged = await db.transaction((transaction) =>
      lodgeAppeal(
        {
          ...{ decisionId, reportId: null, reasons: 'C’est une chanson.' },
          ...{ route: 'jury', phrase: 'chabichou' },
        },
        after(2),
        transaction
      )
    )
    if (!lodged.ok) throw new Error(lodged.refusal)
    const { appealId } = lodged.value
    const jurors = await db.from('jurors').where('appeal_id', appealId).select('person_id')
    assert.lengthOf(jurors, 3)
    assert.notInclude(
      jurors.map(({ person_id: id }) => id),
      awa.id
    )
    let settled = false
    for (const { person_id: personId } of jurors.slice(0, 2)) {
      const voted = await db.transaction((transaction) =>
        vote(
          { appealId, personId, outcome: 'reversed', reasons: 'C’est une chanson connue.' },
          after(3),
          transaction
        )
      )
      if (!voted.ok) throw new Error(voted.refusal)
      settled = voted.value.settled
    }
    assert.isTrue(settled)
    const restored = await db.from('posts').where('id', post.id).firstOrFail()
    for (const column of ['body', 'published_seq', 'published_at', 'hidden_at', 'hidden_clause']) {
      assert.deepEqual(restored[column], before[column], column)
    }
    const photos = await db.from('post_photos').where('post_id', post.id)
    assert.deepEqual(
      photos.map(({ photo_id: id }) => id),
      [photo.id]
    )
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    const log = await db.from('moderation_log').orderBy('sequence')
    assert.deepEqual(
      log.map(({ kind }) => kind),
      ['opened', 'issued', 'appealed', 'jury_drawn', 'appeal_decided', 'restored']
    )
  })

  test('removed and not appealed, it goes once the window is over: every size, the evidence too', async ({
    assert,
  }) => {
    const { fatou, post, photo, files } = await scene()
    const { caseId } = await reported(post, MARCH)
    await claimedBy(fatou, caseId, after(1))
    await decided(fatou, caseId, { act: 'remove', days: null }, after(1))
    const there = () =>
      Promise.all(files.map((sha256) => drive.use('photos').exists(variantPath(sha256, 'webp'))))
    assert.equal((await db.from('case_evidence').where('case_id', caseId)).length, 2)
    const inTime = noon('2026-08-28')
    time.set(inTime)
    await forgetModeration(inTime)
    assert.deepEqual(await there(), [true, true])
    assert.isNotNull(await db.from('posts').where('id', post.id).first())
    const later = noon('2026-09-04')
    time.set(later)
    await forgetModeration(later)
    assert.isNull(await db.from('posts').where('id', post.id).first())
    assert.isNull(await db.from('photos').where('id', photo.id).first())
    assert.isEmpty(await db.from('photo_variants').where('photo_id', photo.id))
    assert.isEmpty(await db.from('case_evidence').where('case_id', caseId))
    assert.deepEqual(await there(), [false, false])
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    const last = await db.from('moderation_log').orderBy('sequence', 'desc').firstOrFail()
    assert.equal(last.kind, 'purged')
    assert.isNull((await verifyLog()).fault)
  })

  test('a reviewer answers when the appeal asks for another person', async ({ assert }) => {
    const { fatou, yanis, post } = await scene()
    const { caseId } = await reported(post, MARCH)
    await claimedBy(fatou, caseId, after(1))
    const { decisionId } = await decided(fatou, caseId, { act: 'remove', days: null }, after(1))
    const lodged = await db.transaction((transaction) =>
      lodgeAppeal(
        { decisionId, reportId: null, reasons: 'Trop dur.', route: 'person', phrase: '' },
        after(2),
        transaction
      )
    )
    if (!lodged.ok) throw new Error(lodged.refusal)
    const { appealId } = lodged.value
    const answer = (personId: number) =>
      db.transaction((transaction) =>
        review(
          { appealId, personId, outcome: 'varied', reasons: 'Un mois suffit.' },
          after(3),
          transaction
        )
      )
    assert.deepEqual(await answer(fatou.id), { ok: false, refusal: 'no_mandate' })
    assert.isTrue((await answer(yanis.id)).ok)
    const decisions = await db.from('decisions').where('case_id', caseId).orderBy('id')
    assert.deepEqual(
      decisions.map(({ act, days }) => [act, days]),
      [
        ['remove', null],
        ['hide', 30],
      ]
    )
    assert.lengthOf(await db.from('statements_of_reasons'), 2)
  })
})
