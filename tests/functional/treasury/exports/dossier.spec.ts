import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { unzipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { exportFile } from '#treasury/exports/export_files'
import { keepDraft } from '#treasury/ledger/entry'
import { validateDrafts } from '#treasury/ledger/validate'
import { validateFec } from '#treasury/fec/validate_fec'
import { entryOf, credit, debit } from '#tests/support/books'
import { someone } from '#tests/support/cast'
import { exported } from '#tests/support/exported'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { centsOf } from '#tests/support/outside_programs'
import { accountBalances, aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

const AT = new Date('2026-02-01T10:00:00Z')

const fileOf = (key: Parameters<typeof exportFile>[0]) =>
  exported((year, books) => exportFile(key, year, books, AT).content(), BOOKS_YEAR)

const unzipped = (archive: Buffer) =>
  new Map(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, Buffer.from(bytes)]))

/** Puts a bill in the books with its paper. */
async function aBillWithPaper(content: Buffer) {
  const sha256 = createHash('sha256').update(content).digest()
  await db.table('ledger_papers').insert({
    ...{ sha256, name: 'Facture d’été n° 7.pdf', media_type: 'application/pdf' },
    ...{ size: content.length, content, kept_at: AT },
  })
  const bill = entryOf(`${BOOKS_YEAR}-06-06`, [debit('6064', 500), credit('512100', 500)])
  await db.transaction(async (transaction) => {
    const draft = await keepDraft(bill, null, AT, transaction)
    await transaction.table('ledger_draft_papers').insert({ draft_id: draft, sha256 })
    await validateDrafts([draft], AT, null, transaction)
  })
}

async function pagesOf(pdf: Buffer) {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)))
  return text.map((page) => page.replaceAll(/[\u00a0\u202f]/g, ' '))
}

test.group('Workbooks and the year’s dossier', (group) => {
  inTransaction(group)
  group.each.setup(async () =>
    foundedBy(await someone('Émile'), { legalForm: 'association', registration: '732829320' })
  )

  test('hold the same figures as XLSX and as ODS', async ({ assert }) => {
    await aYearOfBooks(AT)
    const xlsx = unzipped(await fileOf('xlsx'))
    const ods = unzipped(await fileOf('ods'))
    const values = (xml: string, pattern: RegExp) =>
      [...xml.matchAll(pattern)].map(([, one]) => one)
    const sheets = [1, 2, 3].map((n) => String(xlsx.get(`xl/worksheets/sheet${n}.xml`)))
    const ours = values(sheets.join(''), /<c s="2"><v>([^<]+)<\/v>/g)
    const theirs = values(
      String(ods.get('content.xml')),
      /style-name="cents" office:value-type="float" office:value="([^"]+)"/g
    )
    assert.isAbove(ours.length, 1000)
    assert.deepEqual(ours, theirs)
    for (const value of ours) assert.match(value ?? '', /^-?\d+\.\d\d$/)
    assert.equal(ods.keys().next().value, 'mimetype')
    assert.include(sheets[2], `<t xml:space="preserve">'=SOMME`)
  })

  test('print the statements with the year before beside them', async ({ assert }) => {
    await aYearOfBooks(AT)
    const pages = await pagesOf(await fileOf('statements'))
    assert.lengthOf(pages, 2)
    const [income = '', balance = ''] = pages
    const balances = await accountBalances(BOOKS_YEAR)
    const result = -[...balances]
      .filter(([account]) => /^[67]/.test(account))
      .reduce((sum, [, cents]) => sum + cents, 0)
    const printed = /Excédent ou déficit\s+([\d ]+,\d\d)\s+([\d ]+,\d\d)/.exec(income)
    assert.equal(centsOf(printed?.[1] ?? '', ','), result)
    assert.equal(centsOf(printed?.[2] ?? '', ','), 123_456)
    const total = (name: string, amounts: number) =>
      new RegExp(`${name}\\s+((?:[\\d ]+,\\d\\d|–)\\s*){${amounts}}`).exec(balance)?.[0]
    assert.isString(total('Total de l’actif', 4))
    assert.isString(total('Total du passif', 2))
    assert.include(income, 'Comptes provisoires')
    assert.include(income, '1 / 2')
    assert.notInclude(income, 'Contributions volontaires')
  })

  test('gather everything, with sums that hold', async ({ assert }) => {
    await aYearOfBooks(AT)
    await aBillWithPaper(Buffer.from('%PDF-1.7 une facture'))
    const entries = unzipped(await fileOf('dossier'))
    const sums = String(entries.get(`dossier-${BOOKS_YEAR}/SHA256SUMS`))
      .trim()
      .split('\n')
    const names = sums.map((line) => line.slice(66))
    assert.lengthOf(names, entries.size - 1)
    for (const line of sums) {
      const content = entries.get(`dossier-${BOOKS_YEAR}/${line.slice(66)}`)
      assert.isDefined(content, line)
      assert.equal(
        createHash('sha256')
          .update(content ?? '')
          .digest('hex'),
        line.slice(0, 64)
      )
    }
    assert.includeMembers(names, [
      `livres-${BOOKS_YEAR}.xlsx`,
      `livres-${BOOKS_YEAR}.ods`,
      `comptes-annuels-${BOOKS_YEAR}.pdf`,
      `732829320FEC${BOOKS_YEAR}1231.txt`,
      `732829320FEC${BOOKS_YEAR}1231_description.txt`,
      `livres-${BOOKS_YEAR}.journal`,
      `livres-${BOOKS_YEAR}.beancount`,
    ])
    assert.isTrue(
      names.some((name) => /^pieces\/\d{6}-Facture-d-ete-n-7-[0-9a-f]{8}\.pdf$/.test(name))
    )
    const fec = entries.get(`dossier-${BOOKS_YEAR}/732829320FEC${BOOKS_YEAR}1231.txt`)
    const year = { startsOn: `${BOOKS_YEAR}-01-01`, endsOn: `${BOOKS_YEAR}-12-31` }
    assert.deepEqual((await validateFec([fec ?? ''], year)).faults, [])
  })
})
