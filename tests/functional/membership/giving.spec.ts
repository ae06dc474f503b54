import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeCampaign } from '#membership/campaigns/close_campaign'
import { Gift } from '#membership/gifts/gift'
import { GiftInKind } from '#membership/gifts/gift_in_kind'
import { PaymentIntent } from '#payments/payment_intent'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { aCampaign, aGiftInKind, aPaidGift, GiftPayment, aGift } from '#tests/support/gifts'

const letters = () => db.from('outbox_letters').orderBy('id')

test.group('Giving', (group) => {
  inTransaction(group)

  test('needs neither account nor name nor address, once', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const response = await visitor
      .post('/support/gifts', { schedule: 'once', amount: '2000' })
      .redirects(0)
    response.assertStatus(303)
    const intent = await PaymentIntent.query().orderBy('createdAt', 'desc').firstOrFail()
    response.assertHeader('location', `/pay/${intent.id}`)
    assert.equal(intent.amountCents, 2000)
    assert.isNull(intent.personId)
    const [line] = await PaymentIntent.lines(intent.id)
    const gift = await Gift.findOrFail(line?.subjectId)
    assert.isTrue(gift.anonymous)
  })

  test('reads what a browser sends of fields left empty as nothing', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const empty = { other_amount: '', campaign: '', payer_name: '', payer_email: ' ', words: '' }
    const gift = { schedule: 'once', amount: '2000', ...empty }
    ;(await visitor.post('/support/gifts', gift).redirects(0)).assertStatus(303)
    const intent = await PaymentIntent.query().orderBy('createdAt', 'desc').firstOrFail()
    assert.isNull(intent.payerEmail)
    const offer = { nature: 'goods', description: 'Un serveur d’occasion', quantity: 'un' }
    const given = { ...offer, value: '120', donor_name: 'Gwenola', donor_email: '' }
    ;(await visitor.post('/support/in-kind', given).redirects(0)).assertStatus(303)
    assert.isNull((await GiftInKind.firstOrFail()).donorEmail)
  })

  test('each month needs an address, so that one can stop it', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const typed = { schedule: 'month', other_amount: '7,50', words: 'Tenez bon' }
    const response = await visitor.post('/support/gifts', typed)
    response.assertStatus(422)
    response.assertTextIncludes('il faut une adresse')
    response.assertTextIncludes('value="7,50"')
    response.assertTextIncludes('Tenez bon')
    const again = { ...typed, payer_email: 'Gwenola@Example.org' }
    ;(await visitor.post('/support/gifts', again).redirects(0)).assertStatus(303)
    const intent = await PaymentIntent.query().orderBy('createdAt', 'desc').firstOrFail()
    assert.equal(intent.amountCents, 750)
    assert.equal(intent.schedule, 'month')
    assert.equal(intent.payerEmail, 'gwenola@example.org')
  })

  test('is refused for an amount that is none: {other_amount}')
    .with([{ other_amount: '0,50' }, { other_amount: 'beaucoup' }, { other_amount: '10001' }, {}])
    .run(async ({ client, assert }, typed) => {
      const visitor = await as(client, null)
      const response = await visitor.post('/support/gifts', { schedule: 'once', ...typed })
      response.assertStatus(422)
      assert.include(response.text(), 'de 1\u00a0€ à 10\u202f000\u00a0€.')
      assert.isNull(await Gift.first())
    })

  test('is under one’s account’s name and address, whatever is typed', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const campaign = await aCampaign()
    const browser = await as(client, awa)
    const typed = {
      schedule: 'once',
      amount: '5000',
      campaign: campaign.slug,
      named: '1',
      payer_name: 'Quelqu’un d’autre',
      payer_email: 'autre@example.org',
    }
    ;(await browser.post('/support/gifts', typed).redirects(0)).assertStatus(303)
    const gift = await Gift.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(gift.publicName, 'Awa')
    assert.equal(gift.campaignId, campaign.id)
    const page = await browser.get('/me/gifts')
    page.assertTextIncludes('50\u00a0€')
    page.assertTextIncludes('Pas encore payé')
  })

  test('by a form that a robot filled leads nowhere', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const typed = { schedule: 'once', amount: '2000', website: 'https://spam.example' }
    ;(await visitor.post('/support/gifts', typed).redirects(0)).assertHeader('location', '/support')
    assert.isNull(await Gift.first())
  })
})

test.group('Thanks', (group) => {
  inTransaction(group)

  test('leave once per payment, when the money is there, and say what it brought', async ({
    assert,
  }) => {
    const campaign = await aCampaign({ goalCents: 10_000 })
    const gift = await aGift({ campaign, amountCents: 6400 })
    const payment = await GiftPayment.of(gift, { state: 'pending' })
    await payment.pending()
    assert.lengthOf(await letters(), 0, 'a debit on its way is not there')
    await payment.paid()
    await payment.paid()
    await payment.failed()
    await payment.paid()
    const [letter, ...others] = await letters()
    assert.lengthOf(others, 0)
    assert.equal(letter.recipient, 'gwenola@example.org')
    assert.include(letter.text_body, 'Bonjour Gwenola')
    assert.include(letter.text_body, '64\u00a0€ sur 100\u00a0€, soit 64\u00a0% de son but')
  })

  test('leave each month for a monthly gift', async ({ assert }) => {
    const { gift } = await aPaidGift({ schedule: 'month', amountCents: 500 })
    await (await GiftPayment.of(gift, { later: true })).paid()
    const written = await letters()
    assert.lengthOf(written, 2)
    assert.include(written[1].text_body, 'don mensuel')
  })

  test('are not written to nobody', async ({ assert }) => {
    await aPaidGift({ email: null })
    assert.lengthOf(await letters(), 0)
  })
})

test.group('A campaign’s page', (group) => {
  inTransaction(group)

  test('names those who agreed, and nobody else', async ({ client, assert }) => {
    const campaign = await aCampaign()
    const awa = await someone('Awa')
    await aPaidGift({ campaign, person: awa, publicName: 'Awa', words: 'Pour le serveur' })
    await aPaidGift({ campaign, person: await someone('Driss'), words: 'En silence' })
    await aPaidGift({ campaign, publicName: 'Gwenola', words: 'Achetez mes montres' })
    await aGift({ campaign, person: await someone('Hugo'), publicName: 'Hugo' })
    const page = await (await as(client, null)).get(`/support/campaigns/${campaign.slug}`)
    page.assertTextIncludes('Awa')
    page.assertTextIncludes('Pour le serveur')
    page.assertTextIncludes('Gwenola')
    for (const unsaid of ['Driss', 'En silence', 'montres', 'Hugo']) {
      assert.notInclude(page.text(), unsaid)
    }
    page.assertTextIncludes('60\u00a0€ sur 300\u00a0€')
    assert.notInclude(page.text(), 'en chemin')
    await GiftPayment.of(await aGift({ campaign }), { state: 'pending' })
    const later = await (await as(client, null)).get(`/support/campaigns/${campaign.slug}`)
    later.assertTextIncludes('20\u00a0€ de plus sont en chemin')
    later.assertTextIncludes('60\u00a0€ sur 300\u00a0€')
  })

  test('forgets a name that the treasurer took off, and keeps its money', async ({
    client,
    assert,
  }) => {
    const campaign = await aCampaign()
    const { gift } = await aPaidGift({ campaign, publicName: 'Insulte' })
    const emile = await as(client, await someoneWith('treasurer'))
    await emile.post(`/treasury/gifts/${gift.id}/hiding`, { reason: 'Une injure' }).redirects(0)
    const page = await emile.get(`/support/campaigns/${campaign.slug}`)
    assert.notInclude(page.text(), 'Insulte')
    page.assertTextIncludes('20\u00a0€ sur 300\u00a0€')
  })

  test('is opened and closed by the treasurer, with a reason', async ({ client, assert }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const facts = { title_fr: 'Des chaises', goal: '240', ends_on: '2020-01-01', text_fr: 'Vingt.' }
    const refused = await emile.post('/support/campaigns', facts)
    refused.assertStatus(422)
    refused.assertTextIncludes('Un jour à venir')
    refused.assertTextIncludes('value="Des chaises"')
    const ends = new Date(clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10)
    const opened = await emile.post('/support/campaigns', { ...facts, ends_on: ends }).redirects(0)
    opened.assertHeader('location', '/support/campaigns/des-chaises')
    const close = (reason: string) =>
      emile.post('/support/campaigns/des-chaises/closing', { reason }).redirects(0)
    ;(await close('')).assertStatus(422)
    ;(await close('On nous les a données')).assertStatus(303)
    const page = await emile.get('/support/campaigns/des-chaises')
    page.assertTextIncludes('On nous les a données')
    assert.notInclude(page.text(), 'Donner pour cette cagnotte')
  })

  test('says how many of the refunds it promised are made, and to the treasurer which are not', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'campaigns.missed_goal': 'refund' })
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    const { payment: due } = await aPaidGift({ campaign })
    const emile = await someoneWith('treasurer')
    await closeCampaign(campaign, { personId: emile.id, reason: 'Annulé' }, clock.now())
    await payment.givenBack(2000)
    const read = async (person: { id: number } | null) =>
      (await (await as(client, person)).get(`/support/campaigns/${campaign.slug}`)).text()
    assert.include(await read(null), '1 sur 2 remboursements')
    assert.notInclude(await read(null), `/payments/${due.id}`)
    assert.include(await read(emile), `/payments/${due.id}`)
    assert.notInclude(await read(emile), `/payments/${payment.id}"`)
  })
})

test.group('Gifts in kind', (group) => {
  inTransaction(group)

  test('are offered without an account, with what was typed kept when it must be mended', async ({
    client,
    assert,
  }) => {
    const visitor = await as(client, null)
    const offer = { nature: 'goods', description: 'Un fromage de chèvre', quantity: 'trois' }
    const refused = await visitor.post('/support/in-kind', { ...offer, value: 'cher' })
    refused.assertStatus(422)
    refused.assertTextIncludes('Un fromage de chèvre')
    const whole = { ...offer, value: '13,50', donor_name: 'Gwenola' }
    ;(await visitor.post('/support/in-kind', whole).redirects(0)).assertStatus(303)
    const gift = await GiftInKind.firstOrFail()
    assert.equal(gift.valueCents, 1350)
    assert.equal(gift.donorName, 'Gwenola')
  })

  test('are accepted or declined once, with a reason to decline, and the donor is told', async ({
    client,
    assert,
  }) => {
    const emile = await as(client, await someoneWith('treasurer'))
    const [kept, declined] = [await aGiftInKind(null), await aGiftInKind(null)]
    const decide = (id: number, form: Record<string, unknown>) =>
      emile.post(`/treasury/in-kind/${id}/decision`, form).redirects(0)
    ;(await decide(kept.id, { accepted: 'yes' })).assertStatus(303)
    ;(await decide(declined.id, { accepted: 'no' })).assertStatus(422)
    ;(await decide(declined.id, { accepted: 'no', reason: 'Pas de frigo' })).assertStatus(303)
    ;(await decide(declined.id, { accepted: 'yes' })).assertStatus(303)
    const rows = await db.from('gift_in_kind_decisions').orderBy('gift_in_kind_id')
    assert.deepEqual(
      rows.map(({ accepted }) => accepted),
      [true, false]
    )
    const written = await letters()
    assert.lengthOf(written, 2)
    assert.include(written[1].text_body, 'Pas de frigo')
  })
})

test.group('The list of who gives', (group) => {
  inTransaction(group)

  test('notes each reading, which the board can see', async ({ client, assert }) => {
    await aPaidGift()
    const emile = await someoneWith('treasurer')
    const reader = await as(client, emile)
    const list = await reader.get('/treasury/gifts')
    list.assertTextIncludes('gwenola@example.org')
    const reads = await db.from('donor_list_reads')
    assert.lengthOf(reads, 1)
    assert.equal(reads[0].reader_id, emile.id)
    const chloe = await as(client, await someoneWith('board'))
    ;(await chloe.get('/treasury/gifts/reads')).assertTextIncludes('Émile')
  })
})
