import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'

const SECRET = 'Réunion chez moi jeudi'
const SHOUT = 'Marché samedi place de la Brèche'

/** Awa has a post for all and one for the network, with a photo each. */
async function twoPosts() {
  const awa = await someone('Awa')
  const open = await aPost(awa, { body: SHOUT })
  const reserved = await aPost(awa, { body: SECRET, visibility: 'signed_in' })
  const photo = await aPhotoOf(reserved)
  const openPhoto = await aPhotoOf(open)
  return { awa, open, reserved, photo, openPhoto }
}

async function block(blocker: { id: number }, blocked: { id: number }) {
  await db.table('blocks').insert({
    blocker_id: blocker.id,
    blocked_id: blocked.id,
    blocked_at: clock.now(),
  })
}

const textOf = async (client: ApiClient, person: { id: number } | null, path: string) =>
  (await (await as(client, person)).get(path)).text()

test.group('A post reserved to the network', (group) => {
  inTransaction(group)

  test('is nowhere for a visitor: square, profile, its page, its versions, its photo', async ({
    client,
    assert,
  }) => {
    const { awa, open, reserved, photo, openPhoto } = await twoPosts()
    await reserved.edit(
      { body: `${SECRET}, corrigé`, visibility: 'signed_in', alts: new Map() },
      clock.now()
    )
    for (const path of ['/', `/@${awa.handle}`]) {
      const page = await textOf(client, null, path)
      assert.include(page, SHOUT, path)
      assert.notInclude(page, SECRET, path)
      assert.notInclude(page, photo.key, path)
    }
    const visitor = await as(client, null)
    for (const path of [`/posts/${reserved.id}`, `/posts/${reserved.id}/history`]) {
      for (const type of ['html', 'json']) {
        const answer = await visitor.get(path).accept(type)
        answer.assertStatus(404)
        assert.notInclude(answer.text(), SECRET)
      }
    }
    const hidden = await visitor.get(`/photos/${photo.key}/320.webp`)
    hidden.assertStatus(404)
    const shown = await visitor.get(`/photos/${openPhoto.key}/320.webp`)
    shown.assertStatus(200)
    shown.assertHeader('cache-control', 'public, max-age=86400, immutable')
    const page = await visitor.get(`/posts/${open.id}`)
    page.assertStatus(200)
  })

  test('is everywhere for whoever is signed in, and kept by no shared cache', async ({
    client,
    assert,
  }) => {
    const { awa, reserved, photo } = await twoPosts()
    const bastien = await someone('Bastien')
    for (const path of ['/feed', `/@${awa.handle}`, `/posts/${reserved.id}`]) {
      const page = await (await as(client, bastien)).get(path)
      assert.include(page.text(), SECRET, path)
      page.assertHeader('cache-control', 'private, no-cache')
    }
    const file = await (await as(client, bastien)).get(`/photos/${photo.key}/320.webp`)
    file.assertStatus(200)
    file.assertHeader('cache-control', 'private, max-age=86400, immutable')
  })

  test('becomes open, then reserved again, as its author says', async ({ client, assert }) => {
    const { reserved } = await twoPosts()
    const turn = (visibility: 'public' | 'signed_in') =>
      reserved.edit({ body: SECRET, visibility, alts: new Map() }, clock.now())
    await turn('public')
    assert.include(await textOf(client, null, '/'), SECRET)
    await turn('signed_in')
    assert.notInclude(await textOf(client, null, '/'), SECRET)
  })

  test('once opened, keeps what it said before for the network', async ({ client, assert }) => {
    const { reserved } = await twoPosts()
    const say = (body: string) =>
      reserved.edit({ body, visibility: 'public', alts: new Map() }, clock.now())
    await say('Réunion jeudi, lieu à préciser')
    await say('Réunion jeudi, à la mairie')
    const history = `/posts/${reserved.id}/history`
    assert.include(await textOf(client, await someone('Bastien'), history), SECRET)
    const seen = await textOf(client, null, history)
    assert.include(seen, 'lieu à préciser')
    assert.notInclude(seen, SECRET)
    assert.include(seen, 'Cette version était réservée au réseau')
  })
})

test.group('A post whose photos are not ready', (group) => {
  inTransaction(group)

  test('is its author’s alone: nobody else thanks, answers or finds it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: SECRET })
    await db
      .from('posts')
      .where('id', post.id)
      .update({ published_seq: null, published_at: null, handed_over_at: null })
    const own = await (await as(client, awa)).get(`/posts/${post.id}`)
    own.assertStatus(200)
    assert.notInclude(await textOf(client, awa, '/feed'), SECRET)
    for (const person of [null, await someone('Bastien')]) {
      assert.notInclude(await textOf(client, person, `/@${awa.handle}`), SECRET)
      const page = await (await as(client, person)).get(`/posts/${post.id}`)
      page.assertStatus(404)
    }
    const bastien = await as(client, await someone('Bastien'))
    for (const act of ['comments', 'thanks']) {
      const answer = await bastien.post(`/posts/${post.id}/${act}`, { body: 'Bonjour' })
      answer.assertStatus(404)
    }
  })
})

test.group('Who blocks someone', (group) => {
  inTransaction(group)

  test('no longer meets their posts and comments; the blocked one notices nothing', async ({
    client,
    assert,
  }) => {
    const { awa } = await twoPosts()
    const bastien = await someone('Bastien')
    const chloe = await someone('Chloé')
    const post = await aPost(chloe, { body: 'Un troc ?' })
    await aComment(post, awa, 'Moi, moi !')
    await aPost(bastien, { body: 'Ici Bastien' })
    await block(bastien, awa)
    const feed = await textOf(client, bastien, '/feed')
    assert.notInclude(feed, SHOUT)
    assert.include(feed, 'Un troc')
    assert.notInclude(await textOf(client, bastien, `/posts/${post.id}`), 'Moi, moi')
    assert.include(await textOf(client, chloe, `/posts/${post.id}`), 'Moi, moi')
    assert.include(await textOf(client, chloe, '/feed'), SHOUT)
    assert.include(await textOf(client, awa, '/feed'), 'Ici Bastien')
  })
})
