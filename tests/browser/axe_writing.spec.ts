import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { hidePost } from '#feed/hiding'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aComment, aDraft, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { aFreePhoto } from '#tests/support/free_photo'
import { Looking } from '#tests/support/looking'
import { aCommune, aQuarter } from '#tests/support/places'

test.group('Pages of writing have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('drafts, and the composer with all that it may say', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/drafts', { name: 'no draft' })
    const photo = await aFreePhoto(awa)
    const at = new Date(clock.now().getTime() + 86_400_000)
    await aDraft(awa, { body: 'Demain, place de la Brèche', publishAt: at })
    const refused = await aDraft(awa, { body: 'a'.repeat(400), publishAt: at })
    await refused.merge({ refusal: 'too_many_today' }).save()
    const draft = await aDraft(awa, { photos: [{ id: photo.id, alt: 'La Sèvre' }] })
    await looking.at('/drafts', { name: 'drafts', desk: true })
    await aQuarter(await aCommune())
    await looking.at(`/drafts/${draft.id}`, { name: 'a draft' })
    await page.getByText('Avertissement, lieu, plus tard').click()
    await looking.here('composer, all open')
    await looking.at(`/drafts/${refused.id}`, { name: 'a refused draft', desk: true })
    await page.getByLabel('Votre publication').fill('Merci @')
    await someone('Bastien', { handle: 'bastien_m' })
    await page.getByLabel('Votre publication').pressSequentially('bas')
    await page.getByRole('listbox').waitFor()
    await looking.here('someone is being named')
    looking.assertFaultless()
  })

  test('what happened, and posts behind a warning or a decision', async ({ browser, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/notifications', { name: 'nothing happened' })
    const own = await aPost(awa, { body: 'À moi' })
    await aComment(own, bastien)
    await aPost(bastien, { body: `Merci @${awa.handle} #marché` })
    await db.table('notifications').insert({
      person_id: awa.id,
      notification_key: 'refused:1',
      kind: 'scheduled_refused',
      happened_at: clock.now(),
    })
    await looking.at('/notifications', { name: 'news', desk: true })
    await page.getByRole('button', { name: 'Tout marquer comme lu' }).click()
    await looking.here('news, read')
    const warned = await aPost(bastien, { body: 'Un lapin' })
    await aPhotoOf(warned)
    await db.from('posts').where('id', warned.id).update({ content_warning: 'Sang' })
    await looking.at(`/posts/${warned.id}`, { name: 'behind a warning', desk: true })
    await page.locator('details.veil > summary').click()
    await looking.here('warning opened')
    for (const post of [own, warned]) {
      await db.transaction((transaction) =>
        hidePost(post.id, 'harassment', clock.now(), transaction)
      )
    }
    await looking.at(`/posts/${warned.id}`, { name: 'hidden post', desk: true })
    await looking.at(`/posts/${own.id}`, { name: 'own hidden post' })
    await looking.at('/feed', { name: 'feed with hidden posts', desk: true })
    looking.assertFaultless()
  })
})
