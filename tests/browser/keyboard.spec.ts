import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { browserOf, DESK } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aComment, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { foundLongAgo } from '#tests/support/founded'
import { focusedName, tabTo, unseenStops } from '#tests/support/keyboard'
import { goodPhoto } from '#tests/support/pictures/refused_files'

test.group('With the keyboard alone', (group) => {
  browserWorld(group)

  test('one skips to the content', async ({ browser, assert }) => {
    const page = await browserOf(browser, await someone('Awa'))
    await page.goto('/feed')
    await page.keyboard.press('Tab')
    assert.equal(await focusedName(page), 'Aller au contenu')
    const box = await page.getByRole('link', { name: 'Aller au contenu' }).boundingBox()
    assert.isAtLeast(box?.y ?? -1, 0, 'the link comes into sight')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'main')
    await page.keyboard.press('Tab')
    assert.equal(
      await focusedName(page),
      'Faire la première publication',
      'what comes next is in it'
    )
  })

  test('one writes, adds a photo, describes it and publishes', async ({ browser, assert }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    const photo = await goodPhoto()
    page.once('filechooser', (chooser) => chooser.setFiles(photo))
    await page.goto('/feed')
    await tabTo(page, 'Publier')
    await page.keyboard.press('Enter')
    await page.waitForURL('/posts/new')
    await tabTo(page, 'Votre publication')
    await page.keyboard.type('Écrit sans souris.')
    await tabTo(page, /^Ajouter des photos/)
    await page.keyboard.press('Enter')
    await page.locator('[name="photo_ids[]"]').waitFor({ state: 'attached' })
    await tabTo(page, 'Que montre cette photo ?')
    await page.keyboard.type('La verrière des halles')
    await tabTo(page, /^(Tout le monde|Réservé au réseau)/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.assertChecked(page.getByLabel('Tout le monde'))
    await tabTo(page, 'Publier')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/posts\/\d+$/)
    await page.assertVisible(page.getByAltText('La verrière des halles'))
    assert.equal((await db.from('posts').firstOrFail()).visibility, 'public')
  })

  test('one says thank you and takes it back, without losing one’s place', async ({
    browser,
    assert,
  }) => {
    const bastien = await someone('Bastien')
    const post = await aPost(await someone('Awa'))
    const page = await browserOf(browser, bastien)
    await page.goto('/feed')
    await tabTo(page, 'Merci')
    for (const [pressed, rows, next] of [
      ['true', 1, '/thanks?_method=DELETE'],
      ['false', 0, '/thanks'],
    ] as const) {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().includes('/thanks')),
        page.keyboard.press('Enter'),
      ])
      assert.equal(answer.status(), 204)
      await page.assertExists(`toggle-form form[action$="${next}"] [aria-pressed=${pressed}]`)
      const given = await db.from('thanks').where({ post_id: post.id, person_id: bastien.id })
      assert.lengthOf(given, rows)
      assert.equal(await focusedName(page), 'Merci', 'the focus stays on the button')
    }
    await page.assertPath('/feed')
  })

  test('one opens a post’s menu, follows it, or leaves it with Escape', async ({
    browser,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const page = await browserOf(browser, awa)
    await page.goto(`/posts/${post.id}`)
    await tabTo(page, 'Autres actions sur cette publication')
    await page.keyboard.press('Enter')
    await page.assertVisible('.menu__list')
    await page.keyboard.press('Escape')
    await page.assertNotVisible('.menu__list')
    assert.equal(
      await focusedName(page),
      'Autres actions sur cette publication',
      'back where one was'
    )
    await page.keyboard.press('Enter')
    await tabTo(page, 'Supprimer')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/delete$/)
  })

  test('one opens a photo, and comes back to it', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    await aPhotoOf(post)
    const page = await browserOf(browser, awa)
    await page.goto(`/posts/${post.id}`)
    await page.locator('a.photo__link').focus()
    await page.keyboard.press('Enter')
    await page.assertVisible('dialog.viewer')
    await page.keyboard.press('Escape')
    await page.assertNotVisible('dialog.viewer')
    const back = await page.evaluate(`document.activeElement.matches('a.photo__link')`)
    assert.isTrue(back)
  })

  test('one always sees where one is', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    await aPhotoOf(post)
    await aComment(post, awa)
    const other = await aPost(await someone('Bastien'))
    const page = await browserOf(browser, awa)
    const pages = [
      '/feed',
      '/posts/new',
      `/posts/${post.id}`,
      `/posts/${other.id}`,
      '/me',
      '/rules',
    ]
    for (const viewport of [undefined, DESK]) {
      if (viewport) await page.setViewportSize(viewport)
      for (const path of pages) {
        await page.goto(path)
        assert.deepEqual(await unseenStops(page), [], path)
      }
    }
    await page.evaluate(`{
      const hiding = new CSSStyleSheet()
      hiding.replaceSync(':focus { outline: 0 !important }')
      document.adoptedStyleSheets = [hiding]
    }`)
    await page.evaluate('window.stops = new Map()')
    assert.isNotEmpty(await unseenStops(page), 'this very check sees a focus that is hidden')
    await foundLongAgo()
    const visitor = await browserOf(browser, null)
    for (const path of ['/', '/join', '/sign-in']) {
      await visitor.goto(path)
      assert.deepEqual(await unseenStops(visitor), [], path)
    }
  })
})
