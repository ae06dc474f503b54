import { test } from '@japa/runner'
import { hledger } from '#treasury/exports/hledger'
import { balancesOf, centsOf, runs, withExportedYear } from '#tests/support/outside_programs'
import { accountBalances, BOOKS_YEAR } from '#tests/support/year_of_books'

test.group('ledger', (group) => {
  const year = withExportedYear(group)

  test('reads the file that hledger reads, and finds what each account holds', async ({
    assert,
  }) => {
    const path = await year.file('books.ledger', hledger)
    const words = ['--pedantic', '--flat', '--no-total', '--empty', 'bal']
    const format = ['--balance-format', '%(account)\t%(amount)\n']
    const found = (await runs('ledger', '-f', path, ...words, ...format))
      .trim()
      .split('\n')
      .map((line): [string, number] => {
        const [, account = '', amount = ''] = /:(\d+)[^\t]*\t(.*)$/.exec(line) ?? []
        return [account, centsOf(amount)]
      })
    assert.deepEqual(balancesOf(found), balancesOf(await accountBalances(BOOKS_YEAR)))
  })
})
