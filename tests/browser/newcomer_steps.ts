import type { Page } from 'playwright'
import db from '@adonisjs/lucid/services/db'
import type { Invitation } from '#people/invitation'
import { clock, FakeClock, useClock } from '#shared/clock'
import { workIsDone } from '#tests/support/browser_world'
import { eventually } from '#tests/support/eventually'

export interface File {
  name: string
  mimeType: string
  buffer: Buffer
}

/** Follows an invitation, fills the form in and confirms the address: to the feed. */
export async function join(page: Page, invitation: Invitation, newcomer: Record<string, string>) {
  const { email = '' } = newcomer
  await page.goto(`/join?invitation=${invitation.token}`)
  await fillJoinForm(page, newcomer)
  // Who has no script takes the time that the page asks for.
  const later = useClock(new FakeClock(new Date(clock.now().getTime() + 21_000)))
  await page.getByRole('button', { name: 'Rejoindre' }).click()
  await page.waitForURL('/join/sent')
  later()
  await eventually('the letter has left', async () => {
    const letters = db.from('outbox_letters').where('recipient', email)
    return (await letters.whereNotNull('sent_at').first()) !== null
  })
  await page.getByRole('link', { name: 'Ouvrir la boîte aux lettres' }).click()
  await page.getByRole('link', { name: email }).click()
  await page.getByRole('link', { name: '/join/' }).click()
  await page.getByRole('button', { name: 'Confirmer et entrer' }).click()
  await page.waitForURL('/feed')
}

export async function fillJoinForm(page: Page, newcomer: Record<string, string>) {
  const { name = '', handle = '', email = '' } = newcomer
  await page.getByLabel('Votre nom').fill(name)
  await page.getByLabel('Votre pseudonyme').fill(handle)
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByRole('checkbox').check()
}

/** Opens the composer from its place and writes. */
export async function openComposer(page: Page, text: string) {
  await page.getByRole('link', { name: 'Publier' }).first().click()
  await page.getByLabel('Votre publication').fill(text)
}

/** Presses the composer's button, up to the post with its photos; returns its path. */
export async function publish(page: Page, photos: number, scripts = true): Promise<string> {
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.waitForURL(/\/posts\/\d+$/)
  await workIsDone()
  // With scripts the page looks again by itself, unless the photos were ready before it.
  const lookAgain = page.getByRole('link', { name: 'Regarder à nouveau' })
  if (!scripts && (await lookAgain.isVisible())) await lookAgain.click()
  await page.locator(`.photos > .photo:nth-child(${photos}) img`).waitFor()
  return new URL(page.url()).pathname
}

/** Says what each photo shows, on the page that changes a post. */
export async function describePhotos(page: Page, alts: string[]) {
  await openMenu(page)
  await page.getByRole('link', { name: 'Modifier' }).click()
  for (const [index, alt] of alts.entries()) {
    await page.getByLabel(`Ce que montre la photo ${index + 1}`).fill(alt)
  }
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('C’est modifié.').waitFor()
}

export async function answer(page: Page, text: string) {
  await page.getByLabel('Votre commentaire').fill(text)
  await page.getByRole('button', { name: 'Commenter' }).click()
  await page.waitForURL(/#comment-\d+$/)
}

/** Asks for a post's deletion, from its own page, up to the question. */
export async function askDeletion(page: Page) {
  await openMenu(page)
  await page.getByRole('link', { name: 'Supprimer' }).click()
  await page.getByRole('heading', { name: 'Supprimer cette publication' }).waitFor()
}

async function openMenu(page: Page) {
  await page.locator('details.menu > summary').click()
}

/** The key in the address of each photo shown. */
export async function photoKeys(page: Page): Promise<string[]> {
  const links = await page.locator('.photos a.photo__link').all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  return addresses.map((address) => address?.split('/')[2] ?? '')
}
