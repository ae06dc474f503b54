import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { Page } from 'playwright'
import { verifyFeed } from '#feed/verify_feed'
import { Person } from '#people/person'
import { browserOf } from '#tests/support/browsers'
import { browserWorld, photoFiles, workIsDone } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { distanceFromStanding, phonePhoto } from '#tests/support/pictures/phone_photo'
import { described, drawn, landscape } from '#tests/support/pictures/raw_picture'
import { SECRETS } from '#tests/support/pictures/telling'
import { describeWhileLeaving } from './describe_while_leaving.js'
import * as steps from './newcomer_steps.js'

const NEWCOMER = { name: 'Gwenola', handle: 'gwenola_m', email: 'gwenola@example.org' }
const TEXT = 'Le marché de la Brèche, ce matin.'
const COMMENT = 'Quelles couleurs ! J’y vais samedi.'
const ALTS = ['Quatre carrés de couleur', 'Des collines floues']
const VARIANTS = ['320.webp', '800.webp', '1600.webp', '1600.jpg', '800.avif', '1600.avif']
const WAYS = [
  { how: 'with JavaScript', scripts: true },
  { how: 'without JavaScript', scripts: false },
]

async function twoPhotos() {
  const hills = await drawn(await landscape(7, 900, 600))
    .png()
    .toBuffer()
  const market = await phonePhoto()
  return [
    { name: 'marché.jpg', mimeType: 'image/jpeg', buffer: market },
    { name: 'collines.png', mimeType: 'image/png', buffer: hills },
  ]
}

async function assertServedUprightAndMute(page: Page, key: string, assert: Assert) {
  for (const variant of VARIANTS) {
    const served = await page.request.get(`/photos/${key}/${variant}`)
    assert.equal(served.status(), 200, variant)
    const bytes = await served.body()
    assert.isBelow(await distanceFromStanding(bytes), 24, `${variant} stands upright`)
    const { exif, xmp, iptc, orientation } = await described(bytes)
    assert.deepEqual({ exif, xmp, iptc, orientation }, NOTHING, `${variant} says nothing else`)
    for (const secret of SECRETS) assert.isFalse(bytes.includes(secret), `${variant}: ${secret}`)
  }
}

const NOTHING = { exif: undefined, xmp: undefined, iptc: undefined, orientation: undefined }

test.group('A newcomer’s first post', (group) => {
  browserWorld(group)
  founded(group)

  test('is published, read, answered and deleted {how}')
    .with(WAYS)
    .run(async ({ browser, assert }, { scripts }) => {
      const device = { javaScriptEnabled: scripts }
      const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
      const photos = await twoPhotos()
      const sent = await described(await phonePhoto())
      assert.equal(sent.orientation, 6, 'the photo sent lies on its side')
      assert.include(String(sent.exif), 'rue des Lilas', 'it says where and by whom')

      const page = await browserOf(browser, null, device)
      await steps.join(page, await anInvitation(awa), NEWCOMER)
      await page.assertVisible('text=Bienvenue')
      const gwenola = await Person.findByOrFail('handle', NEWCOMER.handle)
      assert.equal(gwenola.sponsorId, awa.id, 'Awa is her sponsor')

      await steps.openComposer(page, TEXT)
      if (scripts) await describeWhileLeaving(page, photos, ALTS, assert)
      else await page.getByLabel('Ajouter des photos').setInputFiles(photos)
      const path = await steps.publish(page, photos.length, scripts)
      if (!scripts) await steps.describePhotos(page, ALTS)
      await page.assertVisible(page.getByText(TEXT))
      for (const alt of ALTS) await page.assertVisible(page.getByAltText(alt))

      const [market = '', hills = ''] = await steps.photoKeys(page)
      await workIsDone()
      await assertServedUprightAndMute(page, market, assert)

      const neighbour = await browserOf(browser, bastien, device)
      await neighbour.goto('/feed')
      await neighbour.assertVisible(neighbour.getByText(TEXT))
      await neighbour.assertVisible(neighbour.getByAltText(ALTS[0] ?? ''))
      await neighbour.getByRole('link', { name: 'Commenter' }).click()
      await steps.answer(neighbour, COMMENT)
      await neighbour.assertVisible(neighbour.getByText(COMMENT))

      await page.goto(path)
      await page.assertVisible(page.getByText(COMMENT))
      await page.assertTextContains('.comment .byline__name', 'Bastien')

      await steps.askDeletion(page)
      assert.equal((await page.request.get(path)).status(), 200, 'asking deletes nothing')
      await page.getByRole('button', { name: 'Supprimer pour de bon' }).click()
      await page.waitForURL('/feed')
      await page.assertVisible(page.getByText('La publication a disparu'))
      await page.assertNotExists(page.getByText(TEXT))
      const gone = await page.goto(path)
      assert.equal(gone?.status(), 404, 'the post’s page is gone')
      await neighbour.goto('/feed')
      await neighbour.assertNotExists(neighbour.getByText(TEXT))
      for (const key of [market, hills]) {
        for (const variant of VARIANTS) {
          const photo = await page.request.get(`/photos/${key}/${variant}`)
          assert.equal(photo.status(), 404, `${variant} is gone`)
        }
      }
      await workIsDone()
      assert.isEmpty(await photoFiles(), 'no file is left')
      assert.isNull((await verifyFeed()).fault, 'the chain tells of it all')
    })
})
