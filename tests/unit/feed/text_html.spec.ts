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

  test('links tags, and the people who are known to be named', ({ assert }) => {
    assert.equal(
      textToHtml('@Awa et @personne au #Marché', ['awa']),
      '<p><a href="/@awa">@Awa</a> et @personne au <a href="/tags/marche">#Marché</a></p>'
    )
    assert.include(textToHtml('#東京'), 'href="/tags/%E6%9D%B1%E4%BA%AC"')
  })

  test('never lets markup or another scheme through, whatever is typed', ({ assert }) => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        'javascript:alert(1)',
        'https://x"onmouseover="alert(1)',
        "https://x'><img src=x onerror=alert(1)>",
        'http://</p><svg onload=alert(1)>',
        '@awa"><b>',
        '#marché"onclick="x',
        '#<b>',
        '@driss',
        '\n\n'
      )
    )
    const ours =
      /<a href="(?:https?:\/\/[^"<>]*" rel="nofollow ugc noopener|\/@(?:awa|driss)|\/tags\/[\w%.!~*'()-]+)">/g
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 6 }),
        fc.constantFrom('', ' ', '\n'),
        (parts, between) => {
          const html = textToHtml(parts.join(between), ['awa', 'driss'])
          assert.equal(html.split('<a ').length, html.split('</a>').length)
          const withoutOurs = html.replace(ours, '').replace(/<\/?p>|<br>|<\/a>/g, '')
          assert.notMatch(withoutOurs, /[<>"]/)
        }
      ),
      { numRuns: 2000 }
    )
  })
})
