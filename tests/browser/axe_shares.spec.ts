import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { Looking } from '#tests/support/looking'
import { ruledBy } from '#tests/support/ruled_by'
import { aCooperative, asksBack, holds, takesBack } from '#tests/support/shares'

test.group('Pages of shares have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('for who subscribes, holds, and asks back', async ({ browser, assert }) => {
    await aCooperative(await someone('Chloé'))
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/membership', { name: 'a cooperative’s, without shares' })
    await looking.at('/membership/shares', { name: 'no shares' })
    await page.getByRole('link', { name: 'Souscrire des parts' }).click()
    await page.waitForURL(/new$/)
    await looking.here('choosing')
    await page.getByLabel('Combien de parts').fill('3')
    await page.getByLabel('Un quart maintenant').check()
    await page.getByRole('button', { name: 'Lire le bulletin' }).click()
    await page.waitForURL(/check/)
    await looking.here('the form')
    await page.getByLabel('Signez').fill('Awa Diallo')
    await page.getByLabel('J’ai lu').check()
    await page.getByRole('button', { name: 'Signer et payer' }).click()
    await page.waitForURL(/\/pay\//)
    await holds(awa, 3, { paying: 'quarter' })
    await holds(await someone('Bastien'), 9)
    await looking.at('/membership/shares', { name: 'shares', desk: true })
    await page.getByRole('link', { name: '3 parts, 60' }).first().click()
    await page.waitForURL(/subscriptions/)
    await looking.here('the signed form')
    await looking.at('/membership/shares/withdrawals/new')
    await page.getByLabel('Combien de parts').fill('1')
    await page.getByLabel('Je demande').check()
    const send = page.getByRole('button', { name: 'Envoyer la demande' })
    await looking.after(send, 422, 'asking refused')
    await takesBack(awa, 3)
    await looking.at('/membership/shares', { name: 'asked back' })
    await looking.at('/membership/resignation', { name: 'leaving a cooperative' })
    looking.assertFaultless()
  })

  test('for board and treasury', async ({ browser, assert }) => {
    await aCooperative(await someone('Chloé'))
    const board = await browserOf(browser, await someoneWith('board'))
    const looking = new Looking(board, assert)
    await looking.at('/treasury/shares', { name: 'nothing asked' })
    const [awa, driss] = [await someone('Awa'), await someone('Driss')]
    await holds(await someone('Bastien'), 9)
    await holds(awa, 3)
    await holds(driss, 2)
    await takesBack(awa, 1)
    await ruledBy({ 'dues.capital_floor_cents': 26_000 })
    await takesBack(driss, 1)
    await asksBack(awa, 1)
    await looking.at('/treasury/shares', { name: 'the desk', desk: true })
    await looking.after(board.getByRole('button', { name: 'Refuser' }), 422, 'no reason')
    await looking.at('/members', { name: 'register with shares', desk: true })
    const emile = await browserOf(browser, await someoneWith('treasurer'))
    const lookingToo = new Looking(emile, assert)
    await lookingToo.at('/treasury/shares', { name: 'the treasury’s desk' })
    await emile.getByLabel('Part des pertes').fill('beaucoup')
    await emile.getByLabel('L’argent est parti').check()
    const repay = emile.getByRole('button', { name: 'Inscrire le remboursement' })
    await lookingToo.after(repay, 422, 'no amount')
    looking.assertFaultless()
    lookingToo.assertFaultless()
  })
})
