import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { generalLedger } from '#treasury/reading/general_ledger'
import { journal } from '#treasury/reading/journal'
import { campaignBalances, standing } from '#treasury/reading/public_sums'
import { trialBalance } from '#treasury/reading/trial_balance'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { founded } from '#tests/support/founded'
import { aCampaign } from '#tests/support/gifts'
import { inTransaction } from '#tests/support/in_transaction'
import { aPaymentOf, anIntent } from '#tests/support/payments'
import { ruledBy } from '#tests/support/ruled_by'

const today = () => parisDay(clock.now())
const year = () => Number(today().slice(0, 4))
const bill = (cents: number, label: string, day = today()) =>
  entryOf(day, [debit('6135', cents), credit('512100', cents)], {
    label,
    explanation: { key: 'by_hand', text: label },
    pieceRef: `F-${cents}`,
  })

/** Dues of someone, as the ledger writes them after a payment. */
const dues = (cents: number, member: string, paymentId: number | null = null) => [
  entryOf(today(), [
    { ...debit('512100', cents), paymentId },
    { ...credit('411', cents, member), paymentId },
  ]),
  entryOf(
    today(),
    [
      { ...debit('411', cents, member), paymentId },
      { ...credit('7561', cents), paymentId },
    ],
    { journal: 'CO', explanation: { key: 'dues_counted', member }, label: `Cotisation ${member}` }
  ),
]

test.group('Reading the books', (group) => {
  inTransaction(group)
  founded(group)

  test('the balance adds up each account, up to a day when asked', async ({ assert }) => {
    const first = `${year()}-01-01`
    await inTheBooks([bill(2400, 'Serveur', first), ...dues(6000, 'M000001')], clock.now())
    const rows = await trialBalance(year())
    const sum = (side: 'debitCents' | 'creditCents') =>
      rows.reduce((all, row) => all + row[side], 0)
    assert.equal(sum('debitCents'), 14_400)
    assert.equal(sum('creditCents'), 14_400)
    assert.equal(rows.find(({ account }) => account === '512100')?.balanceCents, 3600)
    const early = await trialBalance(year(), { until: first })
    if (first < today())
      assert.deepEqual(
        early.map(({ account }) => account),
        ['512100', '6135']
      )
  })

  test('an account says what it holds after each line, also when searched', async ({ assert }) => {
    await inTheBooks(
      [bill(2400, 'Serveur'), bill(100, 'Domaine'), bill(50, 'Serveur')],
      clock.now()
    )
    const all = await generalLedger(year(), '6135')
    assert.deepEqual(
      all?.lines.map(({ runningCents }) => runningCents),
      [2400, 2500, 2550]
    )
    const found = await generalLedger(year(), '6135', { words: 'SERVEUR' })
    assert.deepEqual(
      found?.lines.map(({ runningCents }) => runningCents),
      [2400, 2550]
    )
    assert.equal(found?.debitCents, 2450)
    assert.isNull(await generalLedger(year(), '6999'))
  })

  test('an entry is found by a word, its document, an account or an amount', async ({ assert }) => {
    await inTheBooks([bill(2400, 'Serveur'), ...dues(6000, 'M000001')], clock.now())
    const numbers = async (words: string, cents: number | null = null) =>
      (await journal(year(), { words, cents })).entries.map(({ number }) => number)
    assert.deepEqual(await numbers('serv'), [1])
    assert.deepEqual(await numbers('f-2400'), [1])
    assert.deepEqual(await numbers('411'), [3, 2])
    assert.deepEqual(await numbers('60', 6000), [3, 2])
    assert.deepEqual(await numbers('nothing of the kind'), [])
    const first = await journal(year(), { before: 3 })
    assert.deepEqual(
      first.entries.map(({ number }) => number),
      [2, 1]
    )
  })

  test('a campaign’s balance is what it brought less what was spent of it', async ({ assert }) => {
    const campaign = await aCampaign()
    const { id: campaignId } = campaign
    const gift = [debit('512100', 5000), { ...credit('75411', 5000), campaignId }]
    const disk = [{ ...debit('2183', 1200), campaignId }, credit('512100', 1200)]
    await inTheBooks([entryOf(today(), gift), entryOf(today(), disk)], clock.now())
    const [balance] = await campaignBalances()
    assert.equal(balance?.collectedCents, 5000)
    assert.equal(balance?.spentCents, 1200)
    assert.equal((await standing()).moneyCents, 3800)
  })

  test('each page of the books says all that it shows, in both languages', async ({
    client,
    assert,
  }) => {
    const { id: campaignId } = await aCampaign()
    const gift = [debit('512100', 5000), { ...credit('75411', 5000), campaignId }]
    const hours = [debit('864', 9600), credit('875', 9600)]
    await inTheBooks(
      [bill(2400, 'Serveur'), entryOf(today(), gift), entryOf(today(), hours, { journal: 'OD' })],
      clock.now()
    )
    const emile = await someoneWith('treasurer')
    const browser = await as(client, emile)
    const years = [`years/${year()}`, 'entries', 'journal', 'balance', 'ledger', 'mine', 'exports']
    const forms = ['spent', 'received', 'moved', 'expert'].map((kind) => `entries/new?kind=${kind}`)
    const entries = [`entries/${year()}/1`, 'accounts/6135']
    for (const language of ['en', 'fr'] as const) {
      await emile.speak(language)
      for (const path of ['', ...years, ...forms, ...entries].map((end) => `/treasury/${end}`)) {
        const answer = await browser.get(path)
        answer.assertStatus(200)
        assert.include(answer.text(), `<html lang="${language}"`)
        assert.notInclude(answer.text(), 'translation missing', `${path} in ${language}`)
      }
    }
    const html = (await browser.get(`/treasury/years/${year()}`)).text()
    assert.include(html, 'Total de l’actif')
    assert.include(html, 'Dons manuels')
  })

  test('the journal and the result are said in the reader’s language', async ({
    client,
    assert,
  }) => {
    const explanation = { key: 'payout', account: 'stripe' }
    const payout = [debit('512100', 900), credit('512200', 900)]
    await inTheBooks(
      [
        bill(2400, 'Serveur'),
        entryOf(today(), payout, { explanation }),
        entryOf(today(), payout, { explanation: { key: 'payout', means: 'mollie' } }),
      ],
      clock.now()
    )
    const emile = await someoneWith('treasurer')
    await emile.speak('en')
    const browser = await as(client, emile)
    const text = async (path: string) => (await browser.get(path)).text()
    const said = await text('/treasury/journal')
    assert.include(said, 'Transfer from Stripe to the bank')
    assert.include(said, 'Transfer from Mollie to the bank', 'as it was once written')
    assert.include(await text(`/treasury/years/${year()}`), '<strong>€24</strong>')
  })

  test('what volunteers are owed is public', async ({ client, assert }) => {
    await inTheBooks(
      [entryOf(today(), [debit('6251', 3120), credit('4681', 3120, 'B000007')], { journal: 'OD' })],
      clock.now()
    )
    assert.equal((await standing()).owedToVolunteersCents, 3120)
    const html = (await (await as(client, null)).get('/treasury')).text()
    assert.include(html, '31,20\u00a0€')
    assert.notInclude(html, 'B000007')
  })
})

test.group('La caisse', (group) => {
  inTransaction(group)
  founded(group)

  test('without books says what will be there', async ({ client, assert }) => {
    const answer = await (await as(client, null)).get('/treasury')
    answer.assertStatus(200)
    assert.include(answer.text(), 'Les comptes ne sont pas encore ouverts.')
    const treasurer = await as(client, await someoneWith('treasurer'))
    for (const path of ['entries', 'journal', 'balance', 'years', 'ledger', 'mine']) {
      ;(await treasurer.get(`/treasury/${path}`)).assertStatus(200)
    }
  })

  test('the ledger is for accounts, and hides whose dues they are', async ({ client, assert }) => {
    const lines = [debit('6251', 3120), credit('512100', 3120)]
    const explanation = {
      key: 'spent',
      spending: 'volunteer_travel',
      paid_by: 'card',
      party: 'Driss',
    }
    await inTheBooks(
      [...dues(6000, 'M000777'), bill(2400, 'Serveur'), entryOf(today(), lines, { explanation })],
      clock.now()
    )
    const visitor = await (await as(client, null)).get('/treasury/ledger').redirects(0)
    visitor.assertStatus(303)
    const awa = await as(client, await someone('Awa'))
    const html = (await awa.get('/treasury/ledger')).text()
    assert.include(html, 'Cotisations, dons et parts comptés (1 écriture)')
    assert.include(html, 'Serveur')
    assert.notInclude(html, 'M000777')
    assert.notInclude(html, 'Driss')
    const json = await awa.get('/treasury/ledger').header('accept', 'application/json')
    assert.notInclude(json.text(), 'M000777')
    assert.notInclude(json.text(), 'Driss')
    const [month] = json.body().months
    assert.lengthOf(month.entries, 2)
    assert.lengthOf(month.groups, 2)
  })

  test('the ledger opens and closes as the rules say', async ({ client }) => {
    const open = { public: 'entries_names_masked', members: 'entries_names_masked' } as const
    await ruledBy({ 'treasury.public_detail': open })
    ;(await (await as(client, null)).get('/treasury/ledger')).assertStatus(200)
    const shut = { public: 'totals_by_account', members: 'totals_by_account' } as const
    await ruledBy({ 'treasury.public_detail': shut })
    ;(await (await as(client, await someone('Awa'))).get('/treasury/ledger')).assertStatus(403)
  })

  test('where my euros went adds up to what I paid, and to nobody else’s', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const paymentId = await aPaymentOf(await anIntent({ personId: awa.id }))
    await inTheBooks(
      [...dues(6001, 'M000001', paymentId), ...dues(900, 'M000002'), bill(2400, 'Serveur')],
      clock.now()
    )
    const html = (await (await as(client, awa)).get('/treasury/mine')).text()
    assert.include(html, 'Où sont allés vos 60,01\u00a0€')
    // 2400 of 6901 for hosting; the rest is kept.
    assert.include(html, '20,87\u00a0€')
    assert.include(html, '39,14\u00a0€')
    const other = (await (await as(client, await someone('Bastien'))).get('/treasury/mine')).text()
    assert.include(other, 'Où vont 20\u00a0€')
    assert.notInclude(other, '60,01')
  })
})
