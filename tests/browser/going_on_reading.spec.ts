import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'

test.group('Reading on two devices', (group) => {
  browserWorld(group)

  test('the line where one had stopped follows from the phone to the desk', async ({
    browser,
    assert,
  }) => {
    const awa = await someone('Awa')
    const [bastien, chloe] = [await someone('Bastien'), await someone('Chloé')]
    await aPost(bastien, { body: 'Avant-hier' })
    const phone = await browserOf(browser, awa)
    await phone.setViewportSize({ width: 360, height: 740 })
    const desk = await browserOf(browser, awa)
    await desk.setViewportSize({ width: 1280, height: 800 })

    // The first time the page is read to its end, its place is kept.
    const readTo = async () => {
      const moved = phone.waitForResponse((answer) => answer.url().includes('/feed/marker'))
      await phone.goto('/feed')
      await phone.locator('#marker').scrollIntoViewIfNeeded()
      const answer = await moved
      assert.equal(answer.status(), 204)
    }
    await readTo()
    const fresh = await aPost(chloe, { body: 'Ce matin' })
    await desk.goto('/feed')
    const order = await desk
      .locator('#feed > *')
      .evaluateAll((pieces) => pieces.map((piece) => piece.id))
    assert.deepEqual(order.slice(0, 2), [`post-${fresh.id}`, 'marker'])
    await desk.assertTextContains('#marker', 'Vous aviez lu jusqu’ici')

    await readTo()
    await desk.reload()
    await desk.assertNotExists('#marker')
  })

  test('without JavaScript a button says that all is read', async ({ browser }) => {
    const awa = await someone('Awa')
    await aPost(await someone('Bastien'))
    const page = await browserOf(browser, awa, { javaScriptEnabled: false })
    await page.goto('/feed')
    await page.getByRole('button', { name: 'Se souvenir que j’ai lu jusqu’ici' }).click()
    await page.waitForURL(/\/feed$/)
    await page.assertNotExists('#marker')
  })

  test('finds « école » by « ecole », from the head of any page', async ({ browser }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Les élèves de l’école chantent.' })
    await aPost(awa, { body: 'Rien à voir.' })
    const page = await browserOf(browser, awa)
    await page.goto('/me')
    await page.getByRole('link', { name: 'Rechercher' }).click()
    for (const question of ['ecole', 'eleves']) {
      await page.getByLabel('Ce que vous cherchez').fill(question)
      await page.keyboard.press('Enter')
      await page.waitForURL(new RegExp(`q=${question}`))
      await page.assertElementsCount('article.post', 1)
      await page.assertExists(`#post-${post.id}`)
    }
  })
})
