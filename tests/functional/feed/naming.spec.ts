import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Post } from '#feed/post'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'

const named = async (postId: number) => {
  const rows: Array<{ person_id: number }> = await db.from('mentions').where('post_id', postId)
  return rows.map(({ person_id: id }) => id)
}

const tagged = async (postId: number) => {
  const rows: Array<{ tag: string; label: string; seq: number | null }> = await db
    .from('post_tags')
    .where('post_id', postId)
    .orderBy('tag')
  return rows.map(({ tag, label, seq }) => [tag, label, seq])
}

test.group('Naming people and tags', (group) => {
  inTransaction(group)

  test('in a post writes down who is known, and how it is tagged, in the feed’s order', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const body = `Merci @${bastien.handle.toUpperCase()} et @personne_ici pour le #Marché #marche`
    const post = await aPost(awa, { body })
    assert.deepEqual(await named(post.id), [bastien.id])
    assert.deepEqual(await tagged(post.id), [['marche', 'Marché', post.publishedSeq]])
    const page = (await (await as(client, null)).get(`/posts/${post.id}`)).text()
    assert.include(page, `<a href="/@${bastien.handle}">@${bastien.handle.toUpperCase()}</a>`)
    assert.include(page, '<a href="/tags/marche">#Marché</a>')
    assert.notInclude(page, 'href="/@personne_ici"')
  })

  test('a post of no marks writes none', async ({ assert }) => {
    const post = await aPost(await someone('Awa'))
    assert.isEmpty(await named(post.id))
    assert.isEmpty(await tagged(post.id))
  })

  test('an edit writes down what the text names now, and nothing else', async ({
    client,
    assert,
  }) => {
    const [awa, bastien, chloe] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    const post = await aPost(awa, { body: `@${bastien.handle} #marché #niort` })
    const browser = await as(client, awa)
    const body = `@${chloe.handle} #Marche #halles`
    const saved = await browser.put(`/posts/${post.id}`, { body, visibility: 'public' })
    saved.assertStatus(303)
    assert.deepEqual(await named(post.id), [chloe.id])
    assert.deepEqual(await tagged(post.id), [
      ['halles', 'halles', post.publishedSeq],
      ['marche', 'Marche', post.publishedSeq],
    ])
  })

  test('in a comment links who is named; sent again, with other words, it names nobody else', async ({
    client,
    assert,
  }) => {
    const [awa, bastien, chloe] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    const post = await aPost(awa)
    await aComment(post, awa, `Demande à @${bastien.handle}, au #marché`)
    const browser = await as(client, awa)
    const page = (await browser.get(`/posts/${post.id}`)).text()
    assert.include(page, `<a href="/@${bastien.handle}">@${bastien.handle}</a>`)
    assert.include(page, '<a href="/tags/marche">#marché</a>')
    const send = (body: string) =>
      browser.post(`/posts/${post.id}/comments`, { body, submission_key: 'the_same_key' })
    await send(`@${bastien.handle}`)
    await send(`@${chloe.handle}`)
    assert.isEmpty(await db.from('comment_mentions').where('person_id', chloe.id))
    assert.lengthOf(await db.from('comment_mentions').where('person_id', bastien.id), 2)
  })

  test('a text sent twice with the same key is one post, marks included', async ({ assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = {
      authorId: awa.id,
      body: `@${bastien.handle} #halles`,
      visibility: 'public' as const,
      photos: [],
      submissionKey: 'the_same_key',
    }
    const [one, two] = [
      await Post.publish(post, new Date()),
      await Post.publish({ ...post, body: '#autre' }, new Date()),
    ]
    assert.isTrue(one.ok && two.ok && one.value.id === two.value.id)
    const id = one.ok ? one.value.id : 0
    assert.deepEqual(await named(id), [bastien.id])
    assert.lengthOf(await tagged(id), 1)
  })
})
