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

  test('is SHA-256 of the salt then the content', ({ assert }) => {
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    const expected = createHash('sha256')
      .update(Buffer.concat([salt, Buffer.from('été')]))
      .digest('hex')
    assert.equal(saltedHash(salt, 'été').toString('hex'), expected)
  })
})
