import { test } from '@japa/runner'
import sharp from 'sharp'
import db from '@adonisjs/lucid/services/db'
import { MOST_EXPOSURES } from '#moderation/cases/care'
import { unsealText } from '#moderation/cases/seal_evidence'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { aPost } from '#tests/support/feed_factory'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { claimedBy, reported } from '#tests/support/moderation/cases'
import { aPostWithPhoto } from '#tests/support/moderation/photo_posts'
import { anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')

test.group('What was reported', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function scene() {
    await anAssociation(3)
    await db.from('organisation').update({ charter_adopted_at: noon('2026-01-01') })
    const fatou = await someoneWith('moderator', 'Fatou')
    const awa = await someone('Awa')
    return { fatou, awa, ...(await aPostWithPhoto(awa, 'Regardez-la.')) }
  }

  test('stays as it was, sealed, whatever its author does; reading it is written down', async ({
    assert,
  }) => {
    const { fatou, post } = await scene()
    const { caseId } = await reported(post, MARCH)
    await post.edit(
      { body: 'Rien du tout.', visibility: 'public', alts: new Map() },
      new Date(MARCH.getTime() + 60_000)
    )
    assert.equal((await unsealText(caseId))?.body, 'Regardez-la.')
    const rows = await db.from('case_evidence').where('case_id', caseId)
    assert.lengthOf(rows, 2)
    for (const { sealed } of rows) assert.notInclude(sealed, 'Regardez')
    await claimedBy(fatou, caseId, MARCH)
    const [opening] = await db.from('case_evidence_openings').where('case_id', caseId)
    assert.deepEqual([Number(opening.person_id), opening.part], [fatou.id, 'text'])
  })

  test('comes blurred and grey; as it is when asked for, to who holds the case and nobody else', async ({
    client,
    assert,
  }) => {
    const { fatou, awa, post } = await scene()
    const { caseId } = await reported(post, MARCH)
    const path = `/moderation/cases/${caseId}/photos/0`
    const moderator = await as(client, fatou)
    ;(await moderator.get(path)).assertStatus(404)
    await claimedBy(fatou, caseId, MARCH)
    for (const other of [awa, await someone('Driss'), await someoneWith('moderator', 'Yanis')]) {
      ;(await (await as(client, other)).get(`${path}?clear=1`)).assertStatus(404)
    }
    const veiled = await moderator.get(`${path}?clear=1`)
    veiled.assertStatus(200)
    assert.equal(veiled.header('cache-control'), 'no-store')
    const { channels } = await sharp(veiled.body() as Buffer).stats()
    const means = channels.slice(0, 3).map(({ mean }) => Math.round(mean))
    assert.isAtMost(Math.max(...means) - Math.min(...means), 2, 'it is grey')
    const opened = await moderator.post(`/moderation/cases/${caseId}/openings`).redirects(0)
    opened.assertStatus(303)
    const clear = await moderator.get(`${path}?clear=1`)
    const { width = 0 } = await sharp(clear.body() as Buffer).metadata()
    assert.equal(width, 800)
    assert.equal(clear.header('cache-control'), 'no-store')
  })

  test('is opened by nobody here when a child is abused', async ({ client, assert }) => {
    const { fatou, post } = await scene()
    const { caseId } = await reported(post, MARCH, { breach: 'child_abuse', reporter: null })
    await claimedBy(fatou, caseId, MARCH)
    const browser = await as(client, fatou)
    const page = readable((await browser.get(`/moderation/cases/${caseId}`)).text())
    assert.include(page, 'personne ici ne les ouvre')
    assert.notInclude(page, `/moderation/cases/${caseId}/photos`)
    ;(await browser.get(`/moderation/cases/${caseId}/photos/0`)).assertStatus(404)
    const opened = await browser.post(`/moderation/cases/${caseId}/openings`)
    opened.assertStatus(409)
    assert.lengthOf(await db.from('case_evidence_openings').where('part', 'photos'), 0)
  })

  test('makes whoever looked at several pictures rest before the next case', async ({
    client,
    assert,
  }) => {
    const { fatou, awa, post } = await scene()
    const { caseId } = await reported(post, MARCH)
    await claimedBy(fatou, caseId, MARCH)
    const browser = await as(client, fatou)
    for (let count = 0; count < MOST_EXPOSURES; count += 1) {
      const opened = await browser.post(`/moderation/cases/${caseId}/openings`).redirects(0)
      opened.assertStatus(303)
    }
    ;(await browser.post(`/moderation/cases/${caseId}/openings`)).assertStatus(409)
    const next = await reported(await aPost(awa), MARCH)
    const refused = await browser.post(`/moderation/cases/${next.caseId}/claim`)
    refused.assertStatus(409)
    assert.include(readable(refused.text()), 'Reposez-vous d’abord')
    time.set(new Date(MARCH.getTime() + 31 * 60_000))
    const taken = await browser.post(`/moderation/cases/${next.caseId}/claim`).redirects(0)
    taken.assertStatus(303)
  })
})
