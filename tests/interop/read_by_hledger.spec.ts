import { test } from '@japa/runner'
import { hledger } from '#treasury/exports/hledger'
import { balancesOf, centsOf, runs, withExportedYear } from '#tests/support/outside_programs'
import { accountBalances, BOOKS_YEAR } from '#tests/support/year_of_books'

const CHECKS = ['accounts', 'commodities', 'balancednoautoconversion', 'ordereddates']

test.group('hledger', (group) => {
  const year = withExportedYear(group)

  test('is content with the books, strictly', async ({ assert }) => {
    const path = await year.file('books.journal', hledger)
    assert.equal(await runs('hledger', 'check', '--strict', ...CHECKS, '-f', path), '')
  })

  test('finds what each account holds, to the cent', async ({ assert }) => {
    const path = await year.file('books.journal', hledger)
    const csv = await runs('hledger', '-f', path, 'bal', '--flat', '-N', '-E', '-O', 'csv')
    const lines = csv.trim().split('\n').slice(1)
    const found = lines.map((line): [string, number] => {
      const [, account = '', amount = ''] = /^"[^"]*?:(\d+)[^"]*","([^"]*)"$/.exec(line) ?? []
      return [account, centsOf(amount)]
    })
    assert.deepEqual(balancesOf(found), balancesOf(await accountBalances(BOOKS_YEAR)))
  })

  test('sees the kinds of accounts, and a member by the tag', async ({ assert }) => {
    const path = await year.file('books.journal', hledger)
    const incomes = await runs('hledger', '-f', path, 'accounts', 'type:r')
    assert.match(incomes, /^Produits:75411 /m)
    assert.notMatch(incomes, /Charges/)
    const member = await runs('hledger', '-f', path, 'reg', 'tag:auxiliary=M000007', '-O', 'csv')
    assert.lengthOf(member.trim().split('\n'), 3)
  })

  test('refuses the books when a cent is changed', async ({ assert }) => {
    const path = await year.file('books.journal', async function* (facts, books) {
      for await (const piece of hledger(facts, books)) {
        yield String(piece)
          .replace(/ = (-?\d+)\.(\d)\d EUR/, ' = $1.$27 EUR')
          .replace('.97', '.98')
      }
    })
    await assert.rejects(() => runs('hledger', 'check', '-f', path))
  })
})
