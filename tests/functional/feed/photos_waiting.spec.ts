import { test } from '@japa/runner'
import { Photo } from '#feed/photo'
import { photoFiles } from '#tests/support/browser_world'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { readable } from '#tests/support/form_page'
import { doJobs, photoDesk, postWithPhotos } from '#tests/support/photo_desk'
import { drawn, landscape } from '#tests/support/pictures/raw_picture'
import { goodJpeg } from '#tests/support/pictures/refused'

/** A photo whose header is whole and whose picture stops halfway. */
async function cutJpeg() {
  const whole = await drawn(await landscape(3, 300, 200))
    .jpeg()
    .toBuffer()
  return whole.subarray(0, Math.floor(whole.length * 0.6))
}

test.group('A photo found damaged once its post is sent', (group) => {
  photoDesk(group)

  test('holds the post; its author reads why, goes on without it, and the post appears', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await postWithPhotos(awa, 'Les deux barques', [await goodJpeg(), await cutJpeg()])
    await doJobs()
    const [good, cut] = await Photo.ofPost(post.id)
    assert.equal(good?.state, 'ready')
    assert.equal(cut?.refusal, 'damaged')
    const browser = await as(client, awa)
    const waiting = readable((await browser.get(`/posts/${post.id}`)).text())
    assert.match(waiting, /«\s2\s» est abîmée ou incomplète/)
    assert.include(waiting, 'Les deux barques')
    const drop = `/posts/${post.id}/photos/${cut?.id}`
    assert.include(waiting, `action="${drop}?_method=DELETE"`)
    const bastien = await as(client, await someone('Bastien'))
    assert.notInclude((await bastien.get('/feed')).text(), 'Les deux barques')
    const stranger = await bastien.delete(drop)
    stranger.assertStatus(404)

    const dropped = await browser.delete(drop)
    dropped.assertStatus(303)
    const feed = (await bastien.get('/feed')).text()
    assert.include(feed, 'Les deux barques')
    assert.include(feed, good?.key ?? 'none')
    assert.deepEqual(
      (await Photo.ofPost(post.id)).map(({ id }) => id),
      [good?.id]
    )
    assert.isTrue((await photoFiles()).every((name) => /^[0-9a-f]{64}\./.test(name)))
    const late = await browser.delete(`/posts/${post.id}/photos/${good?.id}`)
    late.assertStatus(303)
    assert.lengthOf(await Photo.ofPost(post.id), 1, 'a post that has appeared keeps its photos')
  })

  test('alone, can only go with its post', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await postWithPhotos(awa, '', [await cutJpeg()])
    await doJobs()
    const [photo] = await Photo.ofPost(post.id)
    const browser = await as(client, awa)
    const kept = await browser.delete(`/posts/${post.id}/photos/${photo?.id}`)
    kept.assertStatus(303)
    assert.include(String(kept.header('set-cookie')), 'notice=warning-photo_kept_empty')
    assert.lengthOf(await Photo.ofPost(post.id), 1)
    const deleted = await browser.delete(`/posts/${post.id}`)
    deleted.assertStatus(303)
    assert.isEmpty(await photoFiles())
    assert.isEmpty(await Photo.all())
  })

  test('dropped before it is even looked at, lets the post appear at once', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await postWithPhotos(awa, 'Sans attendre', [await cutJpeg()])
    const [photo] = await Photo.ofPost(post.id)
    await (await as(client, awa)).delete(`/posts/${post.id}/photos/${photo?.id}`)
    await post.refresh()
    assert.isNotNull(post.publishedSeq)
    await doJobs()
    assert.isEmpty(await photoFiles())
  })
})
