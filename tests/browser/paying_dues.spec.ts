import { test } from '@japa/runner'
import type { Page } from 'playwright'
import db from '@adonisjs/lucid/services/db'
import { DuesLink } from '#membership/dues/dues_link'
import { standingOf } from '#membership/dues/standing_of'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { memberOf, paysDues } from '#tests/support/dues'
import { anInvitation } from '#tests/support/feed_factory'
import { eventually } from '#tests/support/eventually'
import { foundedBy } from '#tests/support/founded_by'
import { ACCOUNT, theAccount } from '#tests/support/offline'
import { readCode } from '#tests/support/read_code'
import { answer, join, openComposer } from './newcomer_steps.js'

const DAY = 86_400_000

const WAYS = [
  { how: 'in French, with scripts', locale: 'fr' as const, scripts: true },
  { how: 'in English, without scripts', locale: 'en' as const, scripts: false },
]

const WORDS = {
  fr: {
    join: 'Adhérer',
    check: 'Vérifier avant de payer',
    pay: 'Payer 20\u00a0€',
    steps: ['Étape 1 sur 3', 'Étape 2 sur 3', 'Étape 3 sur 3'],
    demo: 'Argent de démonstration',
    card: 'Payer par carte',
    paid: 'C’est payé, merci\u00a0!',
    goOn: 'Continuer',
    member: 'Carte de membre',
  },
  en: {
    join: 'Become a member',
    check: 'Check before paying',
    pay: 'Pay €20',
    steps: ['Step 1 of 3', 'Step 2 of 3', 'Step 3 of 3'],
    demo: 'Play money',
    card: 'Pay by card',
    paid: 'Paid, thank you!',
    goOn: 'Continue',
    member: 'Member card',
  },
}

/** From one's membership page to the page where means of payment are chosen. */
async function ordersDues(page: Page, words = WORDS.fr) {
  await page.goto('/membership')
  await page.getByRole('link', { name: words.join, exact: true }).click()
  await page.assertVisible(page.getByText(words.steps[0] ?? ''))
  await page.getByRole('button', { name: words.check }).click()
  await page.assertVisible(page.getByText(words.steps[1] ?? ''))
  await page.getByRole('button', { name: words.pay }).click()
  await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
  await page.assertVisible(page.getByText(words.steps[2] ?? ''))
}

async function atTheBank(page: Page, words = WORDS.fr) {
  await page.getByRole('button', { name: words.demo }).click()
  await page.waitForURL(/\/demo-pay\//)
}

async function paysByCard(page: Page, words = WORDS.fr) {
  await page.getByRole('button', { name: words.card }).click()
  await page.waitForURL(/\/return$/)
  await page.assertVisible(page.getByRole('heading', { name: words.paid }))
}

/** Standing, number, and cents that cover today. */
async function whereStands(person: Person) {
  const member = await memberOf(person, clock.now())
  const { standing } = await standingOf(member.id, clock.now())
  const [{ cents }] = await db.from('period_coverage').sum('amount_cents as cents')
  return { standing, numbered: member.number !== null, cents: Number(cents) }
}

test.group('Joining the organisation on a phone', (group) => {
  browserWorld(group)
  group.each.setup(async () => foundedBy(await someone('Chloé'), { legalForm: 'association' }))

  test('three steps, the bank, and the card is there {how}')
    .with(WAYS)
    .run(async ({ browser, assert }, { locale, scripts }) => {
      const words = WORDS[locale]
      const person = await someone('Gwenola', { locale })
      const page = await browserOf(browser, person, { javaScriptEnabled: scripts })
      await ordersDues(page, words)
      await atTheBank(page, words)
      await paysByCard(page, words)
      await page.getByRole('link', { name: words.goOn }).click()
      await page.waitForURL('/membership')
      await page.assertVisible(page.getByRole('heading', { name: words.member }))
      await page.assertVisible(page.locator('.member-card .qr'))
      assert.deepEqual(await whereStands(person), {
        standing: 'active',
        numbered: true,
        cents: 2000,
      })
      await page.locator('.member-card a').click()
      await page.waitForURL(/\/membership\/check\//)
      const letters = await db.from('outbox_letters').where('recipient', person.email ?? '')
      assert.lengthOf(letters, 1)
    })

  test('a refused card takes nothing; back and forth, another try pays once', async ({
    browser,
    assert,
  }) => {
    const person = await someone('Gwenola')
    const page = await browserOf(browser, person)
    await ordersDues(page)
    await atTheBank(page)
    await page.getByRole('button', { name: 'Une carte refusée' }).click()
    await page.assertVisible(page.getByText('La carte a été refusée.').first())
    await page.getByRole('link', { name: 'Revenir' }).click()
    await page.waitForURL(/\/return$/)
    await page.assertVisible(page.getByRole('heading', { name: 'Le paiement n’est pas passé' }))
    assert.equal((await whereStands(person)).cents, 0)
    await page.locator('.confirm__actions a').first().click()
    await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
    await atTheBank(page)
    const bank = page.url()
    await page.goBack()
    await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
    await atTheBank(page)
    assert.equal(page.url(), bank)
    await paysByCard(page)
    await page.goBack()
    await page.goto(page.url())
    await page.assertNotVisible(page.getByRole('button', { name: WORDS.fr.card }))
    assert.equal((await whereStands(person)).cents, 2000)
    assert.lengthOf(await db.from('payments').where('state', 'paid'), 1)
  })

  test('two tabs: the older page at the bank is withdrawn, so that nobody pays twice', async ({
    browser,
    assert,
  }) => {
    const person = await someone('Gwenola')
    const one = await browserOf(browser, person)
    const other = await one.context().newPage()
    await ordersDues(one)
    await atTheBank(one)
    await ordersDues(other)
    await atTheBank(other)
    await paysByCard(other)
    await eventually('the older page is withdrawn', async () => {
      await one.reload()
      return !(await one.getByRole('button', { name: WORDS.fr.card }).isVisible())
    })
    await one.getByRole('link', { name: 'Revenir' }).click()
    await one.assertVisible(one.getByRole('heading', { name: 'Demande annulée' }))
    assert.equal((await whereStands(person)).cents, 2000)
    assert.lengthOf(await db.from('payments'), 1)
  })

  test('the first five minutes: invited, in, a first post, dues paid {how}')
    .with([
      { how: 'with scripts', scripts: true },
      { how: 'without scripts', scripts: false },
    ])
    .run(async ({ browser, assert }, { scripts }) => {
      const newcomer = { name: 'Gwenola', handle: 'gwenola_m', email: 'gwenola@example.org' }
      const page = await browserOf(browser, null, { javaScriptEnabled: scripts })
      await page.goto('/')
      await page.assertVisible(page.getByRole('link', { name: 'Rejoindre' }).first())
      await join(page, await anInvitation(await someone('Awa')), newcomer)
      await openComposer(page, 'Bonjour, je viens d’arriver avenue de Paris.')
      await page.getByRole('button', { name: 'Publier' }).click()
      await page.waitForURL(/\/posts\/\d+$/)
      await answer(page, 'Et merci de l’accueil.')
      await page.getByRole('link', { name: 'La caisse' }).first().click()
      await page.getByRole('link', { name: 'Mon adhésion' }).click()
      await page.getByRole('link', { name: WORDS.fr.join, exact: true }).click()
      await page.getByRole('button', { name: WORDS.fr.check }).click()
      await page.getByRole('button', { name: WORDS.fr.pay }).click()
      await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
      await atTheBank(page)
      await paysByCard(page)
      await page.getByRole('link', { name: WORDS.fr.goOn }).click()
      await page.assertVisible(page.getByText('Numéro 1'))
      const letter = () =>
        db.from('outbox_letters').where({ recipient: newcomer.email, kind: 'dues_covered' })
      await eventually('the letter of thanks has left', async () => {
        return (await letter().whereNotNull('sent_at').first()) !== null
      })
      assert.lengthOf(await letter(), 1)
    })

  test('by transfer: the code holds all that a bank asks, and what the treasury enters makes a member', async ({
    browser,
    assert,
  }) => {
    await theAccount()
    const person = await someone('Gwenola')
    const page = await browserOf(browser, person)
    await ordersDues(page)
    await page.getByRole('button', { name: 'Virement' }).click()
    await page.waitForURL(/\/transfer$/)
    const facts = await page.locator('.transfer .facts').innerText()
    const [reference = ''] = /RF\d\d[\d\s]+\d/.exec(facts) ?? []
    const code = await page.locator('.transfer__code svg').screenshot({ scale: 'css' })
    assert.deepEqual((await readCode(code)).split('\n'), [
      ...['BCD', '002', '1', 'SCT', ACCOUNT.bic, ACCOUNT.holder, ACCOUNT.iban, 'EUR20.00', ''],
      reference.replaceAll(/\s/g, ''),
    ])
    await page.getByRole('link', { name: 'Où en est mon paiement' }).click()
    await page.waitForURL(/\/return$/)
    await page.assertVisible(page.getByRole('heading', { name: 'Virement attendu' }))
    assert.equal((await whereStands(person)).cents, 0)
    await page.getByRole('link', { name: WORDS.fr.goOn }).click()
    await page.waitForURL('/membership')
    const awaited = page.getByText('Votre virement de 20\u00a0€ est attendu')
    await page.assertVisible(awaited)

    const treasury = await browserOf(browser, await someoneWith('treasurer'))
    await treasury.goto('/by-hand')
    await treasury.getByRole('link', { name: 'Gwenola' }).click()
    await treasury.getByLabel('Montant reçu').fill('20')
    await treasury.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await treasury.assertVisible(treasury.getByText('Virement').first())
    await page.goto('/membership')
    await page.assertNotVisible(awaited)
    await page.assertVisible(page.getByRole('heading', { name: WORDS.fr.member }))
    assert.deepEqual(await whereStands(person), { standing: 'active', numbered: true, cents: 2000 })
  })

  test('who is late pays from the letter’s link, without an account nor scripts, after a mistake', async ({
    browser,
    assert,
  }) => {
    const person = await someone('Gwenola')
    const member = await memberOf(person, clock.now())
    await paysDues(member, parisDay(new Date(clock.now().getTime() - 380 * DAY)))
    assert.equal((await whereStands(person)).standing, 'grace')
    const token = await db.transaction((transaction) =>
      DuesLink.toRenew(member.id, clock.now(), transaction)
    )
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    await page.goto(`/membership/renew/${token}`)
    await page.assertVisible(page.getByText(/^Votre cotisation a pris fin le/))
    await page.getByLabel('Un autre montant').fill('3,50')
    await page.getByRole('button', { name: WORDS.fr.check }).click()
    await page.assertVisible(page.locator('.errors:focus').getByText('C’est moins que le minimum'))
    assert.equal(await page.getByLabel('Un autre montant').inputValue(), '3,50')
    await page.getByLabel('Un autre montant').fill('')
    await page.getByRole('button', { name: WORDS.fr.check }).click()
    await page.getByRole('button', { name: WORDS.fr.pay }).click()
    await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
    await atTheBank(page)
    await paysByCard(page)
    assert.equal((await whereStands(person)).standing, 'active')
  })

  test('each month: another amount, a pause, taken up again, ended', async ({
    browser,
    assert,
  }) => {
    const person = await someone('Gwenola')
    const page = await browserOf(browser, person)
    await page.goto('/membership/join?plan=monthly')
    await page.getByLabel('Renouveler chaque mois').check()
    await page.getByRole('button', { name: WORDS.fr.check }).click()
    await page.getByRole('button', { name: /^Payer/ }).click()
    await atTheBank(page)
    await paysByCard(page)
    await page.goto('/membership')
    await page.getByRole('link', { name: 'Versements réguliers' }).click()
    const line = page.locator('.money__line')
    /** Opens the one agreement, presses there, and gives what the list then says of it. */
    const changed = async (button: string) => {
      await page.getByRole('button', { name: button, exact: true }).click()
      await page.waitForURL('/me/recurring')
      return (await line.innerText()).replaceAll(/\s+/g, ' ')
    }
    const open = () => line.locator('a').first().click()
    await open()
    await page.getByLabel('Nouveau montant').fill('4,50')
    assert.include(await changed('Changer'), '4,50 € par mois')
    await open()
    assert.include(await changed('Mettre en pause'), 'en pause')
    await open()
    assert.include(await changed('Reprendre'), 'en cours')
    await open()
    assert.include(await changed('Arrêter'), 'terminé')
    const { state, amount_cents: cents } = await db.from('subscriptions').firstOrFail()
    assert.deepEqual([state, Number(cents)], ['ended', 450])
    assert.equal((await whereStands(person)).standing, 'active', 'what is paid stays paid')
  })
})
