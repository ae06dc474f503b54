import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someoneWith } from '#tests/support/cast'
import { Looking } from '#tests/support/looking'
import { aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

test.group('The page of exports has no fault that axe finds, and fits the screen', (group) => {
  browserWorld(group)

  test('for who keeps the treasury', async ({ browser, assert }) => {
    const page = await browserOf(browser, await someoneWith('treasurer'))
    const looking = new Looking(page, assert)
    await looking.at('/treasury/exports', { name: 'no books' })
    await aYearOfBooks(clock.now(), { opening: false })
    await looking.at(`/treasury/exports?year=${BOOKS_YEAR}`, { desk: true })
    looking.assertFaultless()
  })
})
