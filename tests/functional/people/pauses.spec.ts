import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { possibleVoters } from '#membership/eligibility'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { review } from '#moderation/appealing/settle'
import { Mandate } from '#people/mandate'
import { restrictionOf } from '#people/restriction'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { aPost } from '#tests/support/feed_factory'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { claimedBy, decided, reported } from '#tests/support/moderation/cases'
import { anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const DAY = 86_400_000
const after = (days: number) => new Date(MARCH.getTime() + days * DAY)

test.group('A paused account', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  /** A member paused for five days by Fatou. */
  async function paused() {
    const [awa] = await anAssociation(4)
    if (!awa) throw new Error('Nobody')
    await db.from('organisation').update({ charter_adopted_at: noon('2026-01-01') })
    const fatou = await someoneWith('moderator', 'Fatou')
    const yanis = await someoneWith('moderator', 'Yanis')
    const post = await aPost(awa.person)
    const { caseId } = await reported(post, MARCH)
    await claimedBy(fatou, caseId, MARCH)
    const { decisionId } = await decided(fatou, caseId, { act: 'pause', days: 5 }, MARCH)
    return { awa, yanis, post, decisionId }
  }

  const votes = (memberId: number, at: Date) =>
    db.transaction(async (transaction) => {
      const [one] = await possibleVoters(at, transaction, memberId)
      return one?.voice
    })

  test('has no voice while it lasts, and has it again after', async ({ assert }) => {
    const { awa } = await paused()
    assert.equal((await votes(awa.member.id, after(1)))?.reason.key, 'suspended')
    assert.isTrue((await votes(awa.member.id, after(5)))?.votes)
    assert.isTrue((await votes(awa.member.id, after(-1)))?.votes)
  })

  test('reads, keeps drafts and sees until when; writes nothing, by form or as a machine', async ({
    client,
    assert,
  }) => {
    const { awa, post } = await paused()
    const browser = await as(client, awa.person)
    const feed = await browser.get('/feed')
    feed.assertStatus(200)
    assert.include(readable(feed.text()), 'Vous êtes en pause jusqu’au 7 mars 2026')
    const form = { body: 'Quand même.', visibility: 'public' }
    const written = await browser.post('/posts', form)
    written.assertStatus(403)
    assert.include(written.text(), 'Quand même.')
    ;(await browser.post('/posts', form).accept('json')).assertStatus(403)
    ;(await browser.post(`/posts/${post.id}/thanks`)).assertStatus(403)
    assert.lengthOf(await db.from('posts').where('author_id', awa.person.id), 1)
    ;(await browser.delete(`/posts/${post.id}`).redirects(0)).assertStatus(303)
  })

  test('may be lent a mandate by a vote', async ({ assert }) => {
    const { awa } = await paused()
    const mandate = await Mandate.grant({
      ...{ personId: awa.person.id, role: 'auditor', startsAt: after(1), endsAt: after(200) },
      at: after(1),
    })
    assert.isAbove(mandate.id, 0)
  })

  test('is paused no more once an appeal takes it back', async ({ assert }) => {
    const { awa, yanis, decisionId } = await paused()
    assert.equal((await restrictionOf(awa.person.id, after(1)))?.kind, 'paused')
    const appeal = { decisionId, reportId: null, reasons: 'Non.', phrase: '' }
    const lodged = await db.transaction((trx) =>
      lodgeAppeal({ ...appeal, route: 'person' }, after(1), trx)
    )
    if (!lodged.ok) throw new Error(lodged.refusal)
    const { appealId } = lodged.value
    const answer = { appealId, personId: yanis.id, outcome: 'reversed', reasons: 'Oui.' } as const
    assert.isTrue((await db.transaction((trx) => review(answer, after(2), trx))).ok)
    assert.isNull(await restrictionOf(awa.person.id, after(2)))
    assert.isTrue((await votes(awa.member.id, after(2)))?.votes)
  })
})
