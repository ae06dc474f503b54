import { test } from '@japa/runner'
import { beancount } from '#treasury/exports/beancount'
import { balancesOf, centsOf, runs, withExportedYear } from '#tests/support/outside_programs'
import { accountBalances, BOOKS_YEAR } from '#tests/support/year_of_books'

const QUERY = 'select account, sum(number) as total group by account'

test.group('beancount', (group) => {
  const year = withExportedYear(group)

  test('is content with the books', async ({ assert }) => {
    const path = await year.file('books.beancount', beancount)
    assert.equal(await runs('bean-check', path), '')
  })

  test('finds what each account holds, to the cent', async ({ assert }) => {
    const path = await year.file('books.beancount', beancount)
    const csv = await runs('bean-query', '-f', 'csv', path, QUERY)
    const found = csv
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line): [string, number] => {
        const [, account = '', amount = ''] = /:(\d+)[^,]*,(.*)$/.exec(line) ?? []
        return [account, centsOf(amount.trim())]
      })
    assert.deepEqual(balancesOf(found), balancesOf(await accountBalances(BOOKS_YEAR)))
  })

  test('refuses the books when a closing balance is changed', async ({ assert }) => {
    const path = await year.file('books.beancount', async function* (facts, books) {
      for await (const piece of beancount(facts, books)) {
        yield String(piece).replace(/ balance (\S+) {2}(-?)(\d+)\./, ' balance $1  $21$3.')
      }
    })
    await assert.rejects(() => runs('bean-check', path))
  })
})
