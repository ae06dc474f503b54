import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { Page } from 'playwright'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { Invitation } from '#people/invitation'
import { Person } from '#people/person'
import { clock, FakeClock, useClock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld, workIsDone } from '#tests/support/browser_world'
import { eventually } from '#tests/support/eventually'
import { distanceFromStanding, phonePhoto } from '#tests/support/pictures/phone_photo'
import { described } from '#tests/support/pictures/raw_picture'
import { SECRETS } from '#tests/support/pictures/telling'
import { keepBooks } from '#treasury/postings/keep_books'
import { seedDemo } from '#web/demo/seed_demo'
import { describeWhileLeaving } from './describe_while_leaving.js'
import * as steps from './newcomer_steps.js'

const NEWCOMER = { name: 'Gwenola', handle: 'gwenola_m', email: 'gwenola@example.org' }
const TEXT = 'Le marché de la Brèche, ce matin.'
const ALT = 'Quatre carrés de couleur'
const WAYS = [
  { how: 'with JavaScript', scripts: true },
  { how: 'without JavaScript', scripts: false },
]

/** Two clicks to what is due, one to pay it; then the bank's own page. */
async function paysDues(page: Page) {
  await page.goto('/membership')
  await page.getByRole('link', { name: 'Adhérer', exact: true }).click()
  await page.getByRole('button', { name: 'Vérifier avant de payer' }).click()
  await page.getByRole('button', { name: /^Payer/ }).click()
  await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: 'Argent de démonstration' }).click()
  await page.waitForURL(/\/demo-pay\//)
  await page.getByRole('button', { name: 'Payer par carte' }).click()
  await page.waitForURL(/\/return$/)
  await page.getByRole('heading', { name: /C’est payé/ }).waitFor()
}

/** The network's gauge of the month, as the square says it. */
async function gauge(page: Page): Promise<string> {
  await page.goto('/treasury')
  return page.locator('.gauge').first().innerText()
}

async function assertUpright(page: Page, assert: Assert) {
  const [key = ''] = await steps.photoKeys(page)
  const served = await page.request.get(`/photos/${key}/800.webp`)
  assert.equal(served.status(), 200)
  const bytes = await served.body()
  assert.isBelow(await distanceFromStanding(bytes), 24, 'it stands upright')
  assert.isUndefined((await described(bytes)).exif)
  for (const secret of SECRETS) assert.isFalse(bytes.includes(secret), secret)
}

/** Gives each choice a grade, reads the ballot again and casts it; gives the receipt. */
async function votes(page: Page): Promise<string> {
  await page.goto('/decide')
  await page.getByRole('link', { name: 'Voter' }).first().click()
  await page.waitForURL(/\/ballot$/)
  const grades = ['Bien', 'Très bien', 'Insuffisant', 'Passable']
  for (const [index, grade] of grades.entries()) {
    await page.locator('fieldset').nth(index).getByLabel(grade, { exact: true }).check()
  }
  await page.getByRole('button', { name: 'Relire mon bulletin' }).click()
  await page.getByText('Devenir une coopérative (SCIC) : Très bien').waitFor()
  await page.getByRole('button', { name: 'Déposer mon bulletin' }).click()
  await page.getByText('Votre bulletin est dans l’urne.').waitFor()
  return page.locator('.receipt__code').innerText()
}

test.group('A newcomer’s first five minutes', (group) => {
  browserWorld(group)

  test('square, joining, a photo, dues, a vote and its receipt, {how}')
    .with(WAYS)
    .run(async ({ browser, assert, cleanup }, { scripts }) => {
      await seedDemo(clock.now(), () => {})
      const page = await browserOf(browser, null, { javaScriptEnabled: scripts })

      await page.goto('/')
      await page.locator('.photos img').first().waitFor()
      await page.getByRole('link', { name: 'Rejoindre' }).first().waitFor()
      const square = await page.locator('main').innerText()
      assert.match(square, /€/, 'what it costs')
      assert.match(square, /4 personnes élues veillent sur la place/, 'who watches over it')

      const [open] = await Invitation.query().where('seats', 1000)
      if (!open) throw new Error('Nobody invites')
      await steps.join(page, open, NEWCOMER)
      await Person.findByOrFail('handle', NEWCOMER.handle)

      await steps.openComposer(page, TEXT)
      const photo = { name: 'marché.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() }
      if (scripts) await describeWhileLeaving(page, [photo], [ALT], assert)
      else await page.getByLabel('Ajouter des photos').setInputFiles([photo])
      const path = await steps.publish(page, 1, scripts)
      if (!scripts) await steps.describePhotos(page, [ALT])
      await workIsDone()
      await assertUpright(page, assert)
      await page.goto('/feed')
      assert.isTrue(await page.locator(`a[href="${path}"]`).first().isVisible())

      const before = await gauge(page)
      await paysDues(page)
      await eventually('the card and the receipt have come by mail', async () => {
        const letters = await db
          .from('outbox_letters')
          .where('recipient', NEWCOMER.email)
          .whereNotNull('sent_at')
        return letters.length >= 2
      })
      await page.goto('/membership')
      await page.locator('.member-card .qr').waitFor()
      // What the scheduler does every five minutes.
      await keepBooks(clock.now())
      assert.notEqual(await gauge(page), before, 'the gauge has moved')

      const receipt = await votes(page)
      assert.match(receipt, /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/)
      const again = await page.goto(page.url())
      assert.equal(again?.status(), 200)
      assert.equal(await page.locator('.receipt__code').innerText(), receipt)

      const vote = await db
        .from('proposal_calls')
        .orderBy('closes_at', 'desc')
        .where('secrecy', 'secret')
        .firstOrFail()
      cleanup(useClock(new FakeClock(new Date(vote.closes_at))))
      await keepVotes(clock.now())
      await page.goto(`/decide/${vote.proposal_id}`)
      await page.getByRole('heading', { name: 'L’avis des membres' }).waitFor()
      await page.goto(`/decide/${vote.proposal_id}/roll`)
      await page.getByLabel('Le code de votre reçu').fill(receipt)
      await page.getByRole('button', { name: 'Vérifier' }).click()
      await page.getByText('Ce reçu est bon').waitFor()
      const kept = await db.from('counted_ballots').where('proposal_id', vote.proposal_id)
      const mine = { 1: 4, 2: 5, 3: 1, 4: 2 }
      assert.isNotEmpty(kept.filter(({ choice }) => isSame(choice.grades, mine)))
      const attended = await db.from('attendances').where('proposal_id', vote.proposal_id)
      assert.lengthOf(kept, attended.length)
    })
    .timeout(180_000)
})

const isSame = (one: object | undefined, other: object) =>
  JSON.stringify(one) === JSON.stringify(other)
