import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { A_PDF } from '#tests/support/bills'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { foundedBy } from '#tests/support/founded_by'
import { tabTo } from '#tests/support/keyboard'
import { aPaymentOf, anIntent } from '#tests/support/payments'

const PAPER = { name: 'facture.pdf', mimeType: 'application/pdf', buffer: A_PDF }

test.group('The treasurer keeps the books', (group) => {
  browserWorld(group)
  group.each.setup(async () => {
    await foundedBy(await someone('Solène'), { legalForm: 'association' })
  })

  test('a bill, its document, its signature: {how}')
    .with([
      { how: 'with scripts', options: {} },
      { how: 'without', options: { javaScriptEnabled: false } },
    ])
    .run(async ({ browser, assert }, { options }) => {
      const page = await browserOf(browser, await someoneWith('treasurer'), options)
      await page.goto('/treasury/entries')
      await page.getByRole('link', { name: 'Noter une dépense' }).click()
      await page.getByLabel('Pour quoi ?').selectOption('hosting')
      await page.getByLabel('À qui ?').fill('Marais Hébergement')
      await page.getByLabel('Montant').fill('24')
      await page.getByLabel('par carte').check()
      await page.getByLabel('Numéro de la facture').fill('MH-12')
      await page.getByLabel('La facture ou le reçu').setInputFiles(PAPER)
      await page.getByRole('button', { name: 'Garder en brouillon' }).click()
      await page.waitForURL(/\/treasury\/drafts\/\d+$/)
      await page.assertVisible(page.getByRole('rowheader', { name: '6135 Locations mobilières' }))
      await page.assertVisible(page.getByRole('link', { name: 'facture.pdf' }))
      await page.getByRole('button', { name: 'Signer et mettre dans les livres' }).click()
      await page.waitForURL(/\/treasury\/entries\/\d{4}\/1$/)
      await page.assertVisible(page.getByText('C’est dans les livres.'))
      await page.goto('/treasury/balance')
      const row = page.getByRole('row', { name: /6135/ })
      assert.match((await row.textContent()) ?? '', /24,00/)
    })

  test('a big bill waits for a second person', async ({ browser }) => {
    const options = { javaScriptEnabled: false }
    const treasurer = await browserOf(browser, await someoneWith('treasurer'), options)
    await treasurer.goto('/treasury/entries/new')
    await treasurer.getByLabel('Pour quoi ?').selectOption('printing')
    await treasurer.getByLabel('À qui ?').fill('Imprimerie du Port')
    await treasurer.getByLabel('Montant').fill('240')
    await treasurer.getByLabel('par virement').check()
    await treasurer.getByRole('button', { name: 'Garder en brouillon' }).click()
    await treasurer.getByRole('button', { name: 'Signer', exact: true }).click()
    await treasurer.assertVisible(treasurer.getByText('Une autre personne doit encore signer.'))
    const draft = new URL(treasurer.url()).pathname

    const board = await browserOf(browser, await someoneWith('board'), options)
    await board.goto('/treasury')
    await board.getByRole('link', { name: 'Les écritures', exact: true }).click()
    await board.getByRole('link', { name: /Imprimerie du Port/ }).click()
    await board.getByRole('button', { name: 'Signer', exact: true }).click()
    await board.assertVisible(board.getByText('La trésorerie la mettra dans les livres.'))

    await treasurer.goto(draft)
    await treasurer.getByRole('button', { name: 'Mettre dans les livres' }).click()
    await treasurer.waitForURL(/\/treasury\/entries\/\d{4}\/1$/)
  })

  test('in double entry, by keyboard: the totals follow, and lines are added', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someoneWith('treasurer'))
    await page.goto('/treasury/entries/new?kind=expert')
    await tabTo(page, /^Libellé/)
    await page.keyboard.type('Abonnement et frais')
    await tabTo(page, 'Compte 1')
    await page.keyboard.type('6135')
    await tabTo(page, 'Débit 1')
    await page.keyboard.type('20,50')
    await page.assertVisible(page.getByText('Il reste 20,50 à placer'))
    await page.getByRole('button', { name: 'Quatre lignes de plus' }).click()
    await page.getByLabel('Compte 8').fill('512100')
    await page.getByLabel('Crédit 8').fill('20,50')
    await page.assertVisible(page.getByText('Équilibrée : 20,50 de chaque côté'))
    assert.equal(await page.getByLabel('Libellé').inputValue(), 'Abonnement et frais')
    await page.getByRole('button', { name: 'Garder en brouillon' }).click()
    await page.waitForURL(/\/treasury\/drafts\/\d+$/)
  })
})

test.group('A member reads where their dues went', (group) => {
  browserWorld(group)

  test('{$self}')
    .with(['with scripts', 'without scripts'])
    .run(async ({ browser, assert }, how) => {
      await foundedBy(await someone('Solène'), { legalForm: 'association' })
      const awa = await someone('Awa')
      const paymentId = await aPaymentOf(await anIntent({ personId: awa.id }))
      const day = parisDay(clock.now())
      const dues = [debit('512100', 2000), { ...credit('7561', 2000), paymentId }]
      const server = [debit('6135', 1500), credit('512100', 1500)]
      await inTheBooks([entryOf(day, dues), entryOf(day, server)], clock.now())
      const options = { javaScriptEnabled: how === 'with scripts' }
      const page = await browserOf(browser, awa, options)
      await page.goto('/membership')
      await page.getByRole('link', { name: 'Où sont allés mes euros' }).click()
      await page.waitForURL('/treasury/mine')
      assert.match((await page.locator('h1').textContent()) ?? '', /vos 20\s€/)
      const rows = await page.locator('.split tbody tr').allTextContents()
      assert.match(rows[0] ?? '', /Hébergement et serveurs\s*15\s€/)
      assert.match(rows[1] ?? '', /Gardé pour la suite\s*5\s€/)
      await page.goto('/treasury')
      await page.getByText('Voir les chiffres').nth(1).click()
      const table = page.getByRole('table', { name: 'Douze mois' })
      assert.match(
        (await table.getByRole('row').last().textContent()) ?? '',
        /20,00\s*15,00\s*5,00/
      )
      await page.getByRole('link', { name: 'Lire toutes les écritures' }).click()
      await page.waitForURL('/treasury/ledger')
    })
})
