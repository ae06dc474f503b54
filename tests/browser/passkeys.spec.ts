import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { Passkey } from '#people/passkeys/passkey'
import { clock, FakeClock, useClock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { Looking } from '#tests/support/looking'
import { aPasskey } from '#tests/support/passkeys'
import { virtualAuthenticator } from '#tests/support/virtual_authenticator'

const ADD = { name: 'Ajouter une clé d’accès' }
const SIGN_IN = { name: 'Me connecter avec une clé d’accès' }

async function signOut(page: Page) {
  await page.goto('/me')
  await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
  await page.waitForURL('/')
}

test.group('Passkeys on a telephone', (group) => {
  browserWorld(group)

  test('one is added, signs in, confirms, is renamed and removed', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    const authenticator = await virtualAuthenticator(page)
    await looking.at('/me/security', { desk: true })
    await page.assertNotVisible('[data-unable]')
    await page.getByLabel('Nom de la clé').fill('Mon téléphone')
    await page.getByRole('button', ADD).click()
    await page.getByText('La clé d’accès est ajoutée.').waitFor()
    await page.assertTextContains('.passkeys', 'Mon téléphone')
    await page.locator('.passkeys summary').click()
    await looking.here('a passkey, opened')

    await page.getByRole('button', ADD).click()
    await page.getByText('Cet appareil a déjà une clé d’accès ici.').waitFor()

    await signOut(page)
    // Chromium would pick the only passkey by itself from the field: here one presses the button.
    await authenticator.present(false)
    await looking.at('/sign-in?next=/invitations', { desk: true })
    await authenticator.present(true)
    await page.getByRole('button', SIGN_IN).click()
    await page.waitForURL('/invitations')

    const later = useClock(new FakeClock(new Date(clock.now().getTime() + 16 * 60_000)))
    await page.goto('/me/security')
    await page.getByRole('button', ADD).click()
    await page.waitForURL(/\/confirm\?/)
    await looking.here('confirm with a passkey')
    await page.getByRole('button', { name: 'Confirmer avec une clé d’accès' }).click()
    await page.waitForURL('/me/security')
    await page.locator('.passkeys summary').click()
    await page.locator('.passkeys').getByLabel('Nom de la clé').fill('Le vieux téléphone')
    await page.getByRole('button', { name: 'Renommer' }).click()
    await page.getByText('La clé d’accès est renommée.').waitFor()
    await page.assertTextContains('.passkeys', 'Le vieux téléphone')
    await page.locator('.passkeys summary').click()
    await page.getByRole('button', { name: 'Retirer cette clé' }).click()
    await page.getByRole('button', { name: 'La retirer vraiment' }).click()
    await page.getByText('La clé d’accès est retirée.').waitFor()
    later()
    assert.isEmpty(await Passkey.of(awa.id))
    looking.assertFaultless()
  })

  test('are offered in the field of the address', async ({ browser }) => {
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    await virtualAuthenticator(page)
    await page.goto('/me/security')
    await page.getByRole('button', ADD).click()
    await page.getByText('La clé d’accès est ajoutée.').waitFor()
    await signOut(page)
    // The authenticator of the tests accepts what the field offers without being asked.
    await page.goto('/sign-in?next=/invitations')
    await page.waitForURL('/invitations')
  })

  test('say what happened when it does not work', async ({ browser }) => {
    const page = await browserOf(browser, null)
    const authenticator = await virtualAuthenticator(page, { unlocked: false })
    await page.goto('/sign-in')
    await page.getByRole('button', SIGN_IN).click()
    await page.getByRole('alert').filter({ hasText: 'Rien n’a été fait' }).waitFor()
    await authenticator.unlocked(true)
    await page.route('**/passkeys/challenges', (route) =>
      route.fulfill({ status: 404, body: 'A proxy that is no server of ours' })
    )
    await page.getByRole('button', SIGN_IN).click()
    await page.getByRole('alert').filter({ hasText: 'Cela n’a pas marché' }).waitFor()
  })

  test('are listed without JavaScript, with no button that does nothing', async ({ browser }) => {
    const awa = await someone('Awa')
    await aPasskey(awa, 'Ordinateur')
    const page = await browserOf(browser, awa, { javaScriptEnabled: false })
    await page.goto('/me/security')
    await page.assertTextContains('.passkeys', 'Ordinateur')
    await page.assertVisible(page.getByText('il faut un navigateur récent'))
    await page.assertNotVisible(page.locator('passkey-add button'))
    const visitor = await browserOf(browser, null, { javaScriptEnabled: false })
    await visitor.goto('/sign-in')
    await visitor.assertNotVisible(visitor.locator('passkey-sign-in button'))
  })
})
