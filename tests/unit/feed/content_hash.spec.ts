import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import { canonicalComment, canonicalPost, saltedHash } from '#feed/content_hash'

test.group('What the chain swears to', () => {
  test('is one text for one content, whatever the order of the keys', ({ assert }) => {
    const photos = [{ alt: 'La Sèvre', sha256: 'ab' }]
    const text =
      '{"body":"Bonjour","visibility":"public","photos":[{"sha256":"ab","alt":"La Sèvre"}]}'
    assert.equal(canonicalPost({ photos, visibility: 'public', body: 'Bonjour' }), text)
    assert.equal(canonicalComment({ body: 'Oui', postId: 7 }), '{"post":7,"body":"Oui"}')
  })

  test('speaks of a warning and a place only when there is one', ({ assert }) => {
    const post = { body: 'Oui', visibility: 'public' as const, photos: [] }
    const plain = '{"body":"Oui","visibility":"public","photos":[]}'
    assert.equal(canonicalPost({ ...post, contentWarning: '', placeId: null }), plain)
    assert.equal(
      canonicalPost({ ...post, contentWarning: 'Sang', placeId: 7 }),
      `${plain.slice(0, -1)},"warning":"Sang","place":7}`
    )
  })

  test('is SHA-256 of the salt then the content', ({ assert }) => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    const expected = createHash('sha256')
      .update(Buffer.concat([salt, Buffer.from('été')]))
      .digest('hex')
    assert.equal(saltedHash(salt, 'été').toString('hex'), expected)
  })
})
