import { test } from '@japa/runner'
import { Person } from '#people/person'
import { clock, FakeClock, useClock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { founded } from '#tests/support/founded'
import { linkIn } from '#tests/support/letters'
import { ruledBy } from '#tests/support/ruled_by'
import { fillJoinForm } from './newcomer_steps.js'

const NEWCOMER = { name: 'Gwenola', handle: 'gwenola_m', email: 'gwenola@example.org' }

test.group('Joining an open network', (group) => {
  browserWorld(group)
  founded(group)
  group.each.setup(() => ruledBy({ 'join.mode': 'open' }))

  test('with JavaScript, the browser computes while one types', async ({ browser, assert }) => {
    const page = await browserOf(browser, null)
    await page.goto('/join')
    await page.assertNotVisible('[data-patience]')
    await page.assertNotVisible('progress')
    await fillJoinForm(page, NEWCOMER)
    await page.assertVisible('progress')
    await page.getByRole('button', { name: 'Rejoindre' }).click()
    await page.waitForURL('/join/sent')
    await page.goto(await linkIn(NEWCOMER.email))
    await page.getByRole('button', { name: 'Confirmer et entrer' }).click()
    await page.waitForURL('/feed')
    const gwenola = await Person.findByOrFail('handle', NEWCOMER.handle)
    assert.isNull(gwenola.sponsorId)
  })

  test('without JavaScript, one is asked to take one’s time', async ({ browser, assert }) => {
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    await page.goto('/join')
    await page.assertVisible(page.getByText('Remplissez sans vous presser'))
    await page.assertNotVisible('progress')
    await fillJoinForm(page, NEWCOMER)
    const press = () => page.getByRole('button', { name: 'Rejoindre' }).click()
    await press()
    await page.assertVisible(page.getByText(/Attendez encore \d+ secondes?, puis renvoyez/).first())
    assert.equal(await page.getByLabel('Votre pseudonyme').inputValue(), NEWCOMER.handle)
    const later = useClock(new FakeClock(new Date(clock.now().getTime() + 21_000)))
    await press()
    await page.waitForURL('/join/sent')
    later()
    await page.goto(await linkIn(NEWCOMER.email))
    await page.getByRole('button', { name: 'Confirmer et entrer' }).click()
    await page.waitForURL('/feed')
  })
})
