import { test } from '@japa/runner'
import { mute } from '#people/boundaries/mutes'
import { block } from '#people/boundaries/blocks'
import { choosePlace } from '#people/places/chosen_places'
import { Place } from '#people/places/place'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { aPhotoOf, aPost } from '#tests/support/feed_factory'
import { Looking } from '#tests/support/looking'
import { ruledBy } from '#tests/support/ruled_by'
import { aWordFilter } from '#tests/support/word_filter'

test.group('Pages of the whole square have no fault that axe finds, and fit', (group) => {
  browserWorld(group)

  test('keeping one’s distance', async ({ browser, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/me/filters', { name: 'no filter' })
    await looking.at(`/people/${bastien.id}/distance`, { name: 'distance', desk: true })
    await mute(awa.id, bastien.id, 'week', clock.now())
    await block(awa.id, bastien.id, clock.now())
    await aWordFilter(awa)
    await looking.at(`/people/${bastien.id}/distance`, { name: 'distance kept' })
    await looking.at('/me/filters', { name: 'filters', desk: true })
    await page.getByLabel('Mot ou expression').fill('!!!')
    await looking.after(page.getByRole('button', { name: 'Filtrer' }), 422, 'no words')
    const post = await aPost(bastien)
    await block(bastien.id, awa.id, clock.now())
    await page.goto(`/posts/${post.id}`)
    await page.getByLabel('Votre commentaire').fill('Bien vu')
    await looking.after(page.getByRole('button', { name: 'Commenter' }), 422, 'comment not taken')
    looking.assertFaultless()
  })

  test('places', async ({ browser, assert }) => {
    const chloe = await someoneWith('board')
    const page = await browserOf(browser, chloe)
    const looking = new Looking(page, assert)
    await looking.at('/places', { name: 'no place asked' })
    await looking.at('/places?q=saint', { name: 'places found', desk: true })
    await looking.at('/places?q=zzzz', { name: 'no place found' })
    await looking.at('/places/quarters/new?commune=79191', { name: 'new quarter' })
    await page.getByLabel('Nom du quartier').fill('!!')
    await looking.after(page.getByRole('button', { name: 'Ajouter' }), 422, 'quarter refused')
    await looking.at('/me/place', { name: 'no place of one’s own' })
    const niort = await Place.chosen('commune:79191', clock.now())
    if (niort) await choosePlace(chloe.id, niort)
    await chloe.settleIn(niort)
    await looking.at('/me/place?q=niort', { name: 'place of one’s own', desk: true })
    await looking.at('/me/places?q=niort', { name: 'places of one’s feed' })
    await looking.at('/me', { name: 'me with a place' })
    looking.assertFaultless()
  })

  test('newcomers: the tree and their first posts', async ({ browser, assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const fatou = await someoneWith('moderator')
    const page = await browserOf(browser, fatou)
    const looking = new Looking(page, assert)
    const bastien = await someone('Bastien', { sponsorId: fatou.id })
    const gwenola = await someone('Gwenola', { sponsorId: bastien.id })
    await looking.at('/invitations/tree', { name: 'tree' })
    await page.locator('main details > summary').first().click()
    await looking.here('tree, unfolded')
    await looking.at(`/invitations/tree?of=${bastien.handle}`, { name: 'branch', desk: true })
    await looking.at('/invitations/tree?view=arrivals', { name: 'arrivals' })
    await looking.at('/held', { name: 'nothing held' })
    await gwenola.merge({ heldPostsLeft: 3 }).save()
    const post = await aPost(gwenola, { body: 'Bonjour la place !' })
    await aPhotoOf(post)
    await looking.at('/held', { name: 'held', desk: true })
    await page.locator('main details > summary').first().click()
    await looking.here('held, photos shown')
    const own = await browserOf(browser, gwenola)
    const hers = new Looking(own, assert)
    await hers.at(`/posts/${post.id}`, { name: 'own held post', desk: true })
    hers.assertFaultless()
    await page.getByRole('button', { name: 'Laisser paraître' }).click()
    await page.waitForURL('/held')
    await page.assertVisible(page.getByText('La publication est parue'))
    looking.assertFaultless()
  })
})
