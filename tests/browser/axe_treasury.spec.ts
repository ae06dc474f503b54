import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { aBookedBill } from '#tests/support/bills'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { foundedBy } from '#tests/support/founded_by'
import { aCampaign } from '#tests/support/gifts'
import { unseenStops } from '#tests/support/keyboard'
import { Looking } from '#tests/support/looking'

test.group('Pages of the books have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('those that everyone and each account reads', async ({ browser, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const { id: campaignId } = await aCampaign()
    const day = parisDay(clock.now())
    const gift = [debit('512100', 123_456_00), { ...credit('75411', 123_456_00), campaignId }]
    const server = [debit('6135', 2400), credit('512100', 2400)]
    const page = await browserOf(browser, await someone('Awa'))
    const looking = new Looking(page, assert)
    await looking.at('/treasury', { name: 'no books' })
    await looking.at('/treasury/mine', { name: 'nothing to share out' })
    await inTheBooks([entryOf(day, gift), entryOf(day, server)], clock.now())
    await page.goto('/treasury')
    for (const summary of await page.locator('summary').all()) await summary.click()
    await looking.here('la caisse, unfolded')
    await looking.at('/treasury', { desk: true })
    await looking.at('/treasury/mine', { name: 'where 20 € goes' })
    await looking.at('/treasury/ledger', { desk: true })
    await page.locator('summary').first().click()
    await looking.here('ledger, unfolded')
    looking.assertFaultless()
  })

  test('those of who keeps them', async ({ browser, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const emile = await someoneWith('treasurer')
    const page = await browserOf(browser, emile)
    const looking = new Looking(page, assert)
    await looking.at('/treasury/entries', { name: 'no entry' })
    const { year, number, draftId } = await aBookedBill(emile)
    await looking.at('/treasury/entries', { desk: true })
    for (const kind of ['spent', 'received', 'moved', 'expert']) {
      await looking.at(`/treasury/entries/new?kind=${kind}`, { desk: kind === 'expert' })
    }
    const keep = page.getByRole('button', { name: 'Garder en brouillon' })
    await page.evaluate(`document.querySelector('.page__main form').noValidate = true`)
    await looking.after(keep, 422, 'refused in double entry')
    await looking.at(`/treasury/drafts/${draftId}`, { name: 'draft', desk: true })
    await looking.at(`/treasury/drafts/${draftId}/edit`, { name: 'correcting' })
    await looking.at(`/treasury/entries/${year}/${number}`, { name: 'entry', desk: true })
    for (const path of ['balance', 'journal', `accounts/6135`, `years/${year}`]) {
      await looking.at(`/treasury/${path}`, { desk: true })
    }
    looking.assertFaultless()
    await page.goto('/treasury/entries/new?kind=expert')
    assert.deepEqual(await unseenStops(page), [])
  })
})
