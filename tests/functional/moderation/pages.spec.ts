import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { noon } from '#tests/support/dues'
import { aComment, aPost } from '#tests/support/feed_factory'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { claimedBy, decided, reported } from '#tests/support/moderation/cases'
import { anAssociation } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const FORM = {
  ...{ act: 'hide', days: '5', breach: 'harassment', ground: 'charter', step: 'look' },
  ...{ clause: 'Charte : ni menace', facts: 'Une menace.', why: 'La charte le dit.' },
}

test.group('The pages of moderation', (group) => {
  inTransaction(group)
  const time = new FakeClock(MARCH)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  async function scene() {
    await anAssociation(6)
    await db.from('organisation').update({ charter_adopted_at: noon('2026-01-01') })
    const fatou = await someoneWith('moderator', 'Fatou')
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Attends un peu.' })
    return { fatou, awa, post }
  }

  test('show the letter before it is sent, keep what was typed, and decide once', async ({
    client,
    assert,
  }) => {
    const { fatou, awa, post } = await scene()
    const { caseId } = await reported(post, MARCH)
    const browser = await as(client, fatou)
    const path = `/moderation/cases/${caseId}`
    const before = readable((await browser.get(path)).text())
    assert.notInclude(before, 'Attends un peu')
    ;(await browser.post(`${path}/claim`).redirects(0)).assertStatus(303)
    const held = await browser.get(path)
    assert.include(readable(held.text()), 'Attends un peu')
    assert.equal(held.header('cache-control'), 'no-store')
    const lacking = await browser.post(`${path}/decisions`, { ...FORM, days: '', why: '' })
    lacking.assertStatus(422)
    assert.include(readable(lacking.text()), 'Dites pourquoi.')
    assert.include(lacking.text(), 'Une menace.')
    const looked = await browser.post(`${path}/decisions`, FORM)
    looked.assertStatus(200)
    assert.include(readable(looked.text()), 'La lettre, telle que l’auteur la lira')
    assert.lengthOf(await db.from('decisions'), 0)
    const taken = await browser.post(`${path}/decisions`, { ...FORM, step: 'take' }).redirects(0)
    taken.assertStatus(303)
    const again = await browser.post(`${path}/decisions`, { ...FORM, step: 'take' })
    again.assertStatus(409)
    assert.lengthOf(await db.from('decisions'), 1)
    const [letter] = await db.from('outbox_letters').where('kind', 'decision')
    assert.equal(Number(letter?.person_id), awa.id)
    for (const said of ['Une menace.', 'Charte : ni menace', 'La charte le dit.', 'contester']) {
      assert.include(letter?.text_body, said)
    }
    assert.notInclude(letter?.text_body, 'Fatou')
  })

  test('take a report without an account; without a name only when a child is abused', async ({
    client,
    assert,
  }) => {
    const { post } = await scene()
    const browser = await as(client, null)
    const form = { address: `/posts/${post.id}`, breach: 'hatred', good_faith: '1' }
    const bare = await browser.post('/moderation/report', { ...form, explanation: 'Ceci.' })
    bare.assertStatus(422)
    assert.include(readable(bare.text()), 'Indiquez votre nom.')
    assert.include(bare.text(), 'Ceci.')
    const nowhere = await browser.post('/moderation/report', {
      ...{ ...form, explanation: 'Ceci.', name: 'Léa', email: 'lea@example.org' },
      address: 'https://example.org/posts/1',
    })
    nowhere.assertStatus(422)
    const grave = await browser
      .post('/moderation/report', { ...form, breach: 'child_abuse' })
      .redirects(0)
    grave.assertStatus(303)
    const receipt = await browser.get(String(grave.header('location')))
    receipt.assertStatus(200)
    assert.include(readable(receipt.text()), 'Personne ne l’a encore pris en charge')
  })

  test('hide a comment, pause an account for three days: it reads, writes nothing, and writes again', async ({
    client,
    assert,
  }) => {
    const { fatou, awa, post } = await scene()
    const driss = await someone('Driss')
    const commentId = await aComment(post, driss, 'Tu vas voir.')
    const about = { address: `/posts/${post.id}#comment-${commentId}` }
    const { caseId } = await reported(about, MARCH)
    await claimedBy(fatou, caseId, MARCH)
    await decided(fatou, caseId, { act: 'remove', days: null }, MARCH)
    const reader = await as(client, awa)
    assert.notInclude((await reader.get(`/posts/${post.id}`)).text(), 'Tu vas voir.')
    const account = await reported({ address: `/@${driss.handle}` }, MARCH)
    await claimedBy(fatou, account.caseId, MARCH)
    await decided(fatou, account.caseId, { act: 'pause', days: 3 }, MARCH)
    const paused = await as(client, driss)
    ;(await paused.get(`/posts/${post.id}`)).assertStatus(200)
    const written = await paused.post(`/posts/${post.id}/comments`, { body: 'Encore moi.' })
    written.assertStatus(403)
    assert.include(written.text(), 'Encore moi.')
    assert.include(readable(written.text()), 'Vous êtes en pause')
    assert.include(
      readable((await paused.get('/moderation/mine')).text()),
      'Le compte est en pause'
    )
    time.set(new Date(MARCH.getTime() + 3 * 86_400_000))
    const later = await as(client, driss)
    ;(
      await later.post(`/posts/${post.id}/comments`, { body: 'Pardon.' }).redirects(0)
    ).assertStatus(303)
  })
})
