import { test } from '@japa/runner'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'
import { complaints } from '#tests/support/form_page'
import { founded } from '#tests/support/founded'
import { inTransaction } from '#tests/support/in_transaction'

test.group('A name left empty when one joins', (group) => {
  inTransaction(group)
  founded(group)

  test('is asked for in a clear sentence, in {locale}')
    .with([
      { locale: 'fr', sentence: /^Écrivez votre nom\s: / },
      { locale: 'en', sentence: /^Write your name: / },
    ])
    .run(async ({ client, assert }, { locale, sentence }) => {
      const invitation = (await anInvitation(await someone('Awa'))).token
      const visitor = await as(client, null)
      for (const name of [{ name: '' }, { name: '   ' }, {}]) {
        const others = { handle: 'gwenola_m', email: 'gwenola@example.org', age: 'on', invitation }
        const sent = visitor.post('/join', { ...name, ...others })
        const answer = await sent.header('accept-language', locale)
        answer.assertStatus(422)
        const said = complaints(answer.text())
        assert.lengthOf(said, 1)
        assert.match(said[0] ?? '', sentence)
      }
    })
})

test.group('A password typed where another field is refused', (group) => {
  inTransaction(group)
  founded(group)

  test('does not come back, and the page says beside it to type it again', async ({
    client,
    assert,
  }) => {
    const invitation = (await anInvitation(await someone('Awa'))).token
    const visitor = await as(client, null)
    const typed = { name: 'Gwenola', email: 'gwenola@example.org', age: 'on', invitation }
    const again = /id="password-error">[^]*Tapez-le à nouveau/
    const secret = 'quatre mots pour entrer'
    const lost = await visitor.post('/join', { ...typed, handle: 'É !', password: secret })
    lost.assertStatus(422)
    assert.match(lost.text(), again)
    assert.notInclude(lost.text(), secret)
    const none = await visitor.post('/join', { ...typed, handle: 'É !' })
    none.assertStatus(422)
    assert.notMatch(none.text(), again)
  })
})
