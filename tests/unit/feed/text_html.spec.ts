import fc from 'fast-check'
import { test } from '@japa/runner'
import { textToHtml } from '#feed/text_html'

test.group('A written text as HTML', () => {
  test('keeps paragraphs and line breaks', ({ assert }) => {
    assert.equal(textToHtml('Un\ndeux\n\n\ntrois'), '<p>Un<br>deux</p>\n<p>trois</p>')
    assert.equal(textToHtml('  \n '), '')
  })

  test('links web addresses, without the punctuation that follows', ({ assert }) => {
    assert.include(
      textToHtml('Voir https://niort.example/halles?a=1&b=2.'),
      '<a href="https://niort.example/halles?a=1&amp;b=2" rel="nofollow ugc noopener">'
    )
    assert.match(textToHtml('(https://niort.example)'), /<\/a>\)<\/p>$/)
  })

  test('never lets markup or another scheme through, whatever is typed', ({ assert }) => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<script>alert(1)</script>',
        'javascript:alert(1)',
        'https://x"onmouseover="alert(1)',
        "https://x'><img src=x onerror=alert(1)>",
        'http://</p><svg onload=alert(1)>'
      )
    )
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), (parts) => {
        const html = textToHtml(parts.join(' '))
        const withoutOurs = html
          .replace(/<a href="https?:\/\/[^"<>]*" rel="nofollow ugc noopener">/g, '')
          .replace(/<\/?p>|<br>|<\/a>/g, '')
        assert.notMatch(withoutOurs, /[<>"]/)
      }),
      { numRuns: 500 }
    )
  })
})
