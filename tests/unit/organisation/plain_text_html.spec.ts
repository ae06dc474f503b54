import { test } from '@japa/runner'
import { plainTextHtml } from '#organisation/plain_text_html'

test.group('A network’s own text', () => {
  test('has paragraphs, titles and lists', ({ assert }) => {
    const html = plainTextHtml('## Chez nous\n\nBonjour.\nEntrez.\n\n1. Un\n2. Deux\n\n- a\n- b')
    assert.equal(
      html,
      '<h2>Chez nous</h2>\n<p>Bonjour.<br>Entrez.</p>\n<ol><li>Un</li><li>Deux</li></ol>\n<ul><li>a</li><li>b</li></ul>'
    )
  })

  test('is text: no markup of its author’s is interpreted', ({ assert }) => {
    const html = plainTextHtml('<script>alert(1)</script> & "x"\n\n- <img src=x onerror=y>')
    assert.notMatch(html, /<script|<img/)
    assert.match(html, /&lt;script&gt;.*&amp; &quot;x&quot;/)
  })

  test('makes links of web addresses only, without the sign that ends the sentence', ({
    assert,
  }) => {
    const html = plainTextHtml('Voyez https://example.org/a?b=1&c=2. javascript:alert(1)')
    assert.match(html, /href="https:\/\/example\.org\/a\?b=1&amp;c=2"/)
    assert.notMatch(html, /href="javascript/)
    assert.match(html, /<\/a>\. javascript/)
  })
})
