import { readdir } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { as } from '#tests/support/client'
import { inTransaction } from '#tests/support/in_transaction'

test.group('The credits', (group) => {
  inTransaction(group)

  test('name an author and a licence for every photograph of the demo', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    const about = (await visitor.get('/about')).text()
    assert.include(about, 'href="/credits"')
    assert.notMatch(about, /CREDITS\.md|blocages/)
    const page = await visitor.get('/credits')
    page.assertStatus(200)
    const photos = await readdir(app.makePath('database/demo/photos'))
    const lines = page.text().match(/<li>[\s\S]*?<\/li>/g) ?? []
    assert.lengthOf(
      lines.filter((line) => line.includes('par ')),
      photos.filter((name) => name.endsWith('.jpg')).length
    )
    assert.include(page.text(), 'Aitzol Berasategi')
    assert.include(page.text(), 'href="https://creativecommons.org/licenses/by/4.0/"')
  })
})
