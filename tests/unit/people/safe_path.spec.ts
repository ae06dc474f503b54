import { test } from '@japa/runner'
import { safePath } from '#people/safe_path'

test.group('Where one goes after signing in', () => {
  test('is a path of ours', ({ assert }) => {
    assert.equal(safePath('/posts/7?x=1#c'), '/posts/7?x=1#c')
  })

  test('is never another place: {$self}')
    .with([
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '\\evil',
      '/a\nb',
      '',
      7,
      null,
    ])
    .run(({ assert }, address) => {
      assert.equal(safePath(address), '/feed')
    })
})
