import { test } from '@japa/runner'
import type { Page } from 'playwright'
import db from '@adonisjs/lucid/services/db'
import { Person } from '#people/person'
import { browserOf } from '#tests/support/browsers'
import { browserWorld, workIsDone } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { aPostWithPhoto } from '#tests/support/moderation/photo_posts'
import { anAssociation } from '#tests/support/votes'

const WAYS = [
  { how: 'with JavaScript', scripts: true },
  { how: 'without JavaScript', scripts: false },
]
const PHONE = { width: 360, height: 740 }

/** The last letter of a kind, as its reader finds it in the mailbox: its one link. */
async function linkOf(kind: string, personId: number | null): Promise<string> {
  await workIsDone()
  const letter = await db
    .from('outbox_letters')
    .where('kind', kind)
    .where(
      (query) =>
        void (personId === null ? query.whereNull('person_id') : query.where('person_id', personId))
    )
    .orderBy('id', 'desc')
    .firstOrFail()
  const [, path = ''] = /https?:\/\/[^/\s]+(\/moderation\/\S+)/.exec(letter.text_body) ?? []
  return path
}

async function reports(page: Page, postId: number) {
  await page.goto(`/posts/${postId}`)
  // The menu of a post opens without a script too.
  await page.goto(`/moderation/report?address=/posts/${postId}`)
  await page.getByLabel('Du harcèlement, une menace').check()
  await page.getByLabel('Expliquez en quelques mots').fill('Elle menace ma voisine.')
  await page.getByLabel('Votre nom').fill('Léa')
  await page.getByLabel('Votre adresse e-mail').fill('lea@example.org')
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click()
  // Good faith was not ticked: nothing that was typed is lost.
  await page.getByText('Cochez cette case').first().waitFor()
  await page.getByLabel('Je suis de bonne foi').check()
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click()
  await page.waitForURL(/\/moderation\/reports\/[\w-]{43}$/)
  await page.getByText('Votre signalement est reçu').first().waitFor()
}

async function decides(page: Page) {
  await page.goto('/moderation')
  await page.getByRole('button', { name: 'Prendre ce dossier' }).click()
  await page.waitForURL(/\/moderation\/cases\/\d+$/)
  await page.getByText('Elle menace ma voisine.').waitFor()
  await page.getByText('Attends un peu').waitFor()
  await page.getByRole('img', { name: 'Photo 1, floutée' }).waitFor()
  await page.getByLabel('Retirer').check()
  await page.getByLabel('Ce que vous constatez').fill('Le texte menace une personne.')
  await page.getByLabel('Pourquoi').fill('Menacer rompt la charte.')
  await page.getByRole('button', { name: 'Relire la lettre' }).click()
  await page.getByRole('heading', { name: 'La lettre, telle que l’auteur la lira' }).waitFor()
  await page.getByRole('button', { name: 'Décider ainsi' }).click()
  await page.getByText('C’est décidé. La lettre est partie.').waitFor()
}

async function appeals(page: Page, path: string) {
  await page.goto(path)
  await page.getByText('Ce qui a été constaté').first().waitFor()
  await page.getByLabel('Pourquoi').fill('C’est une chanson.')
  await page.getByLabel('Un jury tiré au sort').check()
  await page.getByRole('button', { name: 'Contester la décision' }).click()
  await page.getByText('Votre contestation est reçue.').waitFor()
}

async function judges(page: Page, path: string) {
  await page.goto(path)
  await page.getByText('C’est une chanson.').first().waitFor()
  await page.getByLabel('Annuler').check()
  await page.getByLabel('Vos raisons').fill('C’est une chanson connue.')
  await page.getByRole('button', { name: 'Donner ma voix' }).click()
  await page.getByText(/Votre voix est comptée/).waitFor()
}

test.group('From a report to a jury, on a phone', (group) => {
  browserWorld(group)

  test('reported from outside, decided, appealed, judged, restored, {how}')
    .with(WAYS)
    .run(async ({ browser, assert }, { scripts }) => {
      const options = { javaScriptEnabled: scripts, viewport: PHONE }
      await anAssociation(6)
      const fatou = await someoneWith('moderator', 'Fatou')
      const awa = await someone('Awa')
      const { post, photo } = await aPostWithPhoto(awa, 'Attends un peu que je te trouve.')

      const outside = await browserOf(browser, null, options)
      await reports(outside, post.id)
      const receipt = await linkOf('report_received', null)
      await outside.goto(receipt)
      await outside.getByText('Personne ne l’a encore pris en charge').waitFor()

      await decides(await browserOf(browser, fatou, options))
      await outside.goto(receipt)
      await outside.getByText('La publication est retirée').waitFor()
      const stranger = await browserOf(browser, await someone('Driss'), options)
      await stranger.goto(`/posts/${post.id}`)
      await stranger.getByText('Elle harcèle ou menace quelqu’un.').waitFor()
      assert.equal((await stranger.request.get(`/photos/${photo.key}/320.webp`)).status(), 404)

      const author = await browserOf(browser, awa, options)
      await appeals(author, await linkOf('decision', awa.id))
      const jurors = await db.from('jurors').orderBy('person_id').select('person_id', 'appeal_id')
      assert.lengthOf(jurors, 3)
      for (const { person_id: id } of jurors.slice(0, 2)) {
        const juror = await browserOf(browser, await Person.findOrFail(id), options)
        await judges(juror, await linkOf('jury_called', Number(id)))
      }
      await author.goto(await linkOf('appeal_decided', awa.id))
      await author.getByText('La décision est annulée.').waitFor()
      await stranger.goto(`/posts/${post.id}`)
      await stranger.getByText('Attends un peu').waitFor()
      assert.equal((await stranger.request.get(`/photos/${photo.key}/320.webp`)).status(), 200)
      await stranger.goto('/moderation/log')
      await stranger.getByText('Rétabli comme avant').waitFor()
    })
    .timeout(180_000)
})
