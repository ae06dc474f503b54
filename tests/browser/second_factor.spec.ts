import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { Secret, TOTP } from 'otpauth'
import { clock } from '#shared/clock'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someoneWith } from '#tests/support/cast'

const PASSWORD = 'fromage de chèvre'

test.group('A moderator with a telephone at 360 px, without JavaScript', (group) => {
  browserWorld(group)

  test('sets up codes, signs in with one, then with a recovery code', async ({
    browser,
    assert,
  }) => {
    const passwordHash = await hash.make(PASSWORD)
    const fatou = await someoneWith('moderator')
    await fatou.merge({ passwordHash }).save()
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    const signIn = async () => {
      await page.goto('/sign-in?next=/join-requests')
      await page.getByLabel('Adresse e-mail').fill(fatou.email ?? '')
      await page.getByLabel('Mot de passe').fill(PASSWORD)
      await page.getByRole('button', { name: 'Continuer' }).click()
    }

    // Without a second factor the mandate's page says what it wants, and leads there.
    await signIn()
    await page.waitForURL(/\/confirm\?/)
    await page.assertTextContains('main', 'second facteur')
    await page.getByRole('link', { name: 'Préparer une application de codes' }).click()
    const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const codeIn = (seconds: number) =>
      totp.generate({ timestamp: clock.now().getTime() + seconds * 1000 })
    await page.getByLabel('Le code qu’elle affiche').fill(codeIn(-30))
    await page.getByRole('button', { name: 'Vérifier' }).click()
    await page.waitForURL(/recovery-codes/)
    const codes = await page.locator('.codes code').allInnerTexts()
    assert.lengthOf(codes, 10)
    await page.reload()
    await page.assertElementsCount('.codes code', 0)
    await page.goto('/join-requests')
    await page.assertTextContains('h1', 'Demandes d’entrée')

    const signOut = async () => {
      await page.goto('/me')
      await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click()
      await page.waitForURL(/\/$/)
    }
    await signOut()
    await signIn()
    await page.waitForURL(/sign-in\/code/)
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Entrer' }).click()
    await page.assertTextContains('main', 'Ce code ne va pas')
    await page.getByLabel('Code').fill(codeIn(30))
    await page.getByRole('button', { name: 'Entrer' }).click()
    await page.waitForURL(/join-requests/)

    await signOut()
    await signIn()
    await page.getByLabel('Code').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Entrer' }).click()
    await page.waitForURL(/join-requests/)
    await page.goto('/me/security')
    await page.assertTextContains('main', 'Il reste 9 codes de secours')
  })
})
