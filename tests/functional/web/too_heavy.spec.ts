import { test } from '@japa/runner'
import { appUrl } from '#config/installation'
import { cookieOf } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

async function sendTooMuch(accept: string, language: string) {
  const answer = await fetch(`${appUrl}/posts`, {
    method: 'POST',
    headers: {
      accept,
      'cookie': `${await cookieOf(await someone('Awa', { locale: language as 'fr' | 'en' }))}`,
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams({ body: 'é'.repeat(200_000) }),
  })
  return { status: answer.status, text: readable(await answer.text()) }
}

test.group('What is too heavy', (group) => {
  inTransaction(group)

  test('is refused by the number of photos that the network has decided', async ({ assert }) => {
    await ruledBy({ 'feed.photos_per_post': 3 })
    const page = await sendTooMuch('text/html', 'fr')
    assert.equal(page.status, 413)
    assert.include(page.text, '3 photos par publication')
    const json = await sendTooMuch('application/json', 'en')
    assert.equal(json.status, 413)
    assert.include(json.text, '3 photos a post')
  })

  test('says one photo as one says it', async ({ assert }) => {
    await ruledBy({ 'feed.photos_per_post': 1 })
    assert.include((await sendTooMuch('text/html', 'fr')).text, '1 photo par publication')
    assert.include((await sendTooMuch('text/html', 'en')).text, '1 photo a post')
  })
})
