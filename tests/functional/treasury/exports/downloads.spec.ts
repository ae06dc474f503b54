import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { EXPORT_FILES } from '#treasury/exports/export_files'
import { fec } from '#treasury/exports/fec'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { exported } from '#tests/support/exported'
import { readable } from '#tests/support/form_page'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

test.group('Taking the books away', (group) => {
  inTransaction(group)
  group.each.setup(async () => foundedBy(await someone('Chloé'), { legalForm: 'association' }))

  test('offers what people read first, and says what the FEC is for', async ({
    client,
    assert,
  }) => {
    await aYearOfBooks(clock.now(), { opening: false })
    const browser = await as(client, await someoneWith('treasurer'))
    const response = await browser.get(`/treasury/exports?year=${BOOKS_YEAR}`)
    const text = readable(response.text())
    const at = (words: string) => text.indexOf(words)
    assert.isAbove(at('grand livre et journal (XLSX)'), 0)
    assert.isBelow(at('grand livre et journal (XLSX)'), at('(FEC)'))
    assert.include(text, 'ne le demande pas à une association')
    assert.include(text, 'ne sont pas encore repris')
    assert.include(text, 'non officiel')
    for (const file of EXPORT_FILES) {
      assert.include(response.text(), `href="/treasury/exports/${BOOKS_YEAR}/${file}"`)
    }
  })

  test('says so while there are no books', async ({ client, assert }) => {
    const browser = await as(client, await someoneWith('auditor'))
    const response = await browser.get('/treasury/exports')
    response.assertStatus(200)
    assert.include(readable(response.text()), 'Il n’y a pas encore de comptes')
  })

  test('gives each file under its name, never kept by a cache', async ({ client, assert }) => {
    await aYearOfBooks(clock.now())
    const browser = await as(client, await someoneWith('auditor'))
    for (const file of EXPORT_FILES) {
      const response = await browser.get(`/treasury/exports/${BOOKS_YEAR}/${file}`)
      response.assertStatus(200)
      const name = response.header('content-disposition')
      assert.match(name ?? '', /^attachment; filename="[A-Za-z0-9_.-]+"$/, file)
      assert.include(name, String(BOOKS_YEAR))
      assert.equal(response.header('cache-control'), 'private, no-store')
    }
    const response = await browser.get(`/treasury/exports/${BOOKS_YEAR}/fec`)
    assert.equal(response.text(), (await exported(fec, BOOKS_YEAR)).toString())
  })

  test('knows no other year and no other format', async ({ client }) => {
    await aYearOfBooks(clock.now())
    const browser = await as(client, await someoneWith('treasurer'))
    for (const address of ['1987/fec', `${BOOKS_YEAR}/pdx`, `${BOOKS_YEAR}/constructor`]) {
      const response = await browser.get(`/treasury/exports/${address}`)
      response.assertStatus(404)
    }
  })

  test('is refused after sixty files in an hour', async ({ client }) => {
    await aYearOfBooks(clock.now())
    const browser = await as(client, await someoneWith('treasurer'))
    for (let file = 0; file < 60; file += 1) {
      const response = await browser.get('/treasury/exports/1987/fec')
      response.assertStatus(404)
    }
    const response = await browser.get('/treasury/exports/1987/fec')
    response.assertStatus(429)
  })
})
