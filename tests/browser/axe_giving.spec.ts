import { test } from '@japa/runner'
import { closeCampaign } from '#membership/campaigns/close_campaign'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { aCampaign, aGiftInKind, aPaidGift } from '#tests/support/gifts'
import { Looking } from '#tests/support/looking'

test.group('Pages of gifts have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('for who gives', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const page = await browserOf(browser, null)
    const looking = new Looking(page, assert)
    await looking.at('/support', { name: 'nothing to collect for' })
    const campaign = await aCampaign()
    await looking.at(`/support/campaigns/${campaign.slug}`, { name: 'nobody has given' })
    await aPaidGift({ campaign, person: awa, publicName: 'Awa', words: 'Courage !'.repeat(40) })
    await looking.at('/support', { desk: true })
    await page.getByLabel('Un autre montant').fill('beaucoup')
    await page.getByLabel('Chaque mois').check()
    const give = page.getByRole('button', { name: 'Choisir comment payer' })
    await looking.after(give, 422, 'gift refused')
    await looking.at(`/support/campaigns/${campaign.slug}`, { desk: true })
    await looking.at('/support/in-kind', { desk: true })
    await page.getByLabel('Un prêt').check()
    await page.getByLabel('Ce que vous proposez').fill('Une salle')
    await page.getByLabel('Combien').fill('un soir')
    await page.getByLabel('Ce que cela vaut').fill('cher')
    await page.getByLabel('Votre nom').fill('Gwenola')
    await looking.after(page.getByRole('button', { name: 'Proposer' }), 422, 'offer refused')

    const own = await browserOf(browser, awa)
    const lookingAtOwn = new Looking(own, assert)
    await aGiftInKind(awa)
    await lookingAtOwn.at('/me/gifts', { desk: true })
    await lookingAtOwn.at('/support', { name: 'giving with an account' })
    looking.assertFaultless()
    lookingAtOwn.assertFaultless()
  })

  test('for who keeps the treasury', async ({ browser, assert }) => {
    const emile = await someoneWith('treasurer')
    const page = await browserOf(browser, emile)
    const looking = new Looking(page, assert)
    await looking.at('/treasury/in-kind', { name: 'nothing in kind' })
    await looking.at('/treasury/gifts', { name: 'no gift' })
    const campaign = await aCampaign()
    const gift = await aGiftInKind(null)
    await aGiftInKind(null)
    await gift.decide({ accepted: false, reason: 'Trop grand', deciderId: emile.id }, clock.now())
    await aPaidGift({ campaign, publicName: 'Gwenola', words: 'Achetez mes montres' })
    await looking.at('/treasury/in-kind', { desk: true })
    await looking.after(page.getByRole('button', { name: 'Décliner' }), 422, 'no reason given')
    await looking.at('/treasury/gifts', { desk: true })
    await page.locator('main details > summary').click()
    await looking.here('taking a name off')
    await looking.at('/treasury/gifts/reads')
    await looking.at('/support/campaigns/new', { desk: true })
    await page.getByLabel('But, en euros').fill('0')
    await page.getByLabel('Dernier jour').fill('2020-01-01')
    const open = page.getByRole('button', { name: 'Ouvrir la cagnotte' })
    await looking.after(open, 422, 'campaign refused')
    await looking.at(`/support/campaigns/${campaign.slug}/closing`)
    const closer = { personId: emile.id, reason: 'On nous l’a donné' }
    await closeCampaign(campaign, closer, clock.now())
    await looking.at(`/support/campaigns/${campaign.slug}`, { name: 'closed campaign' })
    await looking.at(`/support/campaigns/${campaign.slug}/closing`, { name: 'closed already' })
    looking.assertFaultless()
  })
})
