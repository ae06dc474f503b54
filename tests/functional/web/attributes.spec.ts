import { test } from '@japa/runner'
import edge from 'edge.js'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPhotoOf, aPost } from '#tests/support/feed_factory'
import { filledIn } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'

const QUOTING = `Awa "la grande" <b onclick='x'> & cie`

test.group('What people typed, in the attributes of a form', (group) => {
  inTransaction(group)

  test('comes back whole: a name and a place', async ({ client, assert }) => {
    const browser = await as(client, await someone(QUOTING))
    const page = await browser.get('/me')
    assert.deepEqual(filledIn(page.text()).name, [QUOTING])
    const search = await browser.get(`/me/place?q=${encodeURIComponent(QUOTING)}`)
    assert.deepEqual(filledIn(search.text()).q, [QUOTING])
    assert.notInclude(search.text(), '<b onclick')
  })

  test('comes back whole: what a photo shows', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const photo = await aPhotoOf(post)
    await photo.merge({ alt: QUOTING }).save()
    const page = await (await as(client, awa)).get(`/posts/${post.id}/edit`)
    assert.deepEqual(filledIn(page.text())[`alts[${photo.id}]`], [QUOTING])
  })

  test('comes back whole, in whichever attribute it is', async ({ assert }) => {
    const sentences = { t: (key: string) => key }
    const draw = (component: string, state: object) =>
      edge.render(`components/${component}`, { ...sentences, ...state })
    const pages = [
      await draw('field', { name: 'a', label: 'A', value: QUOTING, placeholder: QUOTING }),
      await draw('field', { name: QUOTING, id: 'a', label: 'A', type: 'textarea' }),
      await draw('button', { name: 'a', value: QUOTING, form: QUOTING, label: 'A' }),
      await draw('tick', { name: QUOTING, value: QUOTING, label: 'A', error: 'no' }),
      await draw('choices', {
        name: QUOTING,
        legend: 'A',
        error: 'no',
        options: [{ value: QUOTING, label: 'A' }],
      }),
    ]
    for (const html of pages) {
      assert.include(html, '&quot;la grande&quot;')
      assert.notInclude(html, '"la grande"')
      assert.notInclude(html, '<b onclick')
      assert.notInclude(html, '&amp;quot;')
    }
  })
})
