import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { fec } from '#treasury/exports/fec'
import LedgerExport from '#treasury/exports/ledger_export_command'
import { exported } from '#tests/support/exported'
import { inTransaction } from '#tests/support/in_transaction'
import { aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

const AT = new Date('2026-02-01T10:00:00Z')

test.group('ledger:export', (group) => {
  let folder = ''
  inTransaction(group)
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'placette-export-'))
    return () => rm(folder, { recursive: true, force: true })
  })

  async function run(...words: string[]) {
    ace.ui.switchMode('raw')
    const command = await ace.create(LedgerExport, [...words, `--out=${folder}`])
    await command.exec()
    const said = command.logger.getLogs().map(({ message }) => message)
    return { said: said.join('\n'), code: command.exitCode, files: (await readdir(folder)).sort() }
  }

  test('writes each format under its name, whole', async ({ assert }) => {
    await aYearOfBooks(AT)
    const names: Record<string, string[]> = {
      fec: [
        `SANSSIRENFEC${BOOKS_YEAR}1231_non_officiel.txt`,
        `SANSSIRENFEC${BOOKS_YEAR}1231_non_officiel_description.txt`,
      ],
      csv: [`balance-${BOOKS_YEAR}.csv`, `journal-${BOOKS_YEAR}.csv`],
      hledger: [`livres-${BOOKS_YEAR}.journal`],
      beancount: [`livres-${BOOKS_YEAR}.beancount`],
      xlsx: [`livres-${BOOKS_YEAR}.xlsx`],
      ods: [`livres-${BOOKS_YEAR}.ods`],
      pdf: [`comptes-annuels-${BOOKS_YEAR}.pdf`],
      dossier: [`dossier-${BOOKS_YEAR}.zip`],
    }
    for (const [format, expected] of Object.entries(names)) {
      const { code, files } = await run(format, `--year=${BOOKS_YEAR}`)
      assert.notEqual(code, 1, format)
      assert.includeMembers(files, expected)
    }
    const written = await readFile(join(folder, names.fec?.[0] ?? ''))
    assert.deepEqual(written, await exported(fec, BOOKS_YEAR))
    assert.isFalse((await readdir(folder)).some((name) => name.endsWith('.partial')))
  })

  test('refuses what it does not know, and writes nothing', async ({ assert }) => {
    await aYearOfBooks(AT)
    const cases = {
      'There is no format pdx': ['pdx', `--year=${BOOKS_YEAR}`],
      'There is no format constructor': ['constructor', `--year=${BOOKS_YEAR}`],
      'There are no books of 1987.': ['fec', '--year=1987'],
      'There are no books of 99999.': ['fec', '--year=99999'],
      'Which year?': ['fec'],
    }
    for (const [sentence, words] of Object.entries(cases)) {
      const { said, code, files } = await run(...words)
      assert.include(said, sentence)
      assert.equal(code, 1)
      assert.deepEqual(files, [])
    }
  })
})
