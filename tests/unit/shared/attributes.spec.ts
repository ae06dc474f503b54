import { test } from '@japa/runner'
import { attributes } from '#shared/http/attributes'

test.group('The attributes of an element', () => {
  test('hold any text without ending before it', ({ assert }) => {
    const { value } = attributes({ title: `"><script>alert(1)</script>`, alt: 'a & b' })
    const title = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'
    assert.equal(value, `title="${title}" alt="a &amp; b"`)
  })

  test('are left out when there is nothing to say, and stand alone when true', ({ assert }) => {
    const { value } = attributes({
      a: null,
      b: undefined,
      readonly: false,
      required: true,
      min: 0,
      value: '',
    })
    assert.equal(value, 'required min="0" value=""')
  })
})
