import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { extractText, getDocumentProxy } from 'unpdf'
import { ShareSubscription } from '#membership/shares/share_subscription'
import { ShareWithdrawal } from '#membership/shares/share_withdrawal'
import { Member } from '#membership/register/member'
import { makeHappen } from '#payments/demo/demo_events'
import { syncObject } from '#payments/applying/sync_object'
import { providerOf } from '#payments/providers'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { readable } from '#tests/support/form_page'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { ownDatabase } from '#tests/support/own_database'
import { runJobs } from '#tests/support/payment_world'
import { ruledBy } from '#tests/support/ruled_by'
import { aCooperative, asksBack, heldBy, holds, takesBack } from '#tests/support/shares'

const cooperative = async () => aCooperative(await someone('Chloé'))

const SIGNED = {
  ...{ shares: '3', paying: 'whole', share_cents: '2000', signed_name: 'Awa Diallo', sure: '1' },
}

test.group('Shares, on their pages', (group) => {
  inTransaction(group)

  test('three steps: choose, read and sign, pay', async ({ client, assert }) => {
    await cooperative()
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    assert.include(readable((await browser.get('/membership')).text()), 'Souscrire des parts')
    const first = await browser.get('/membership/shares/new')
    assert.match(readable(first.text()), /Une part vaut 20\s€/)
    const second = await browser.get('/membership/shares/check?shares=3&paying=quarter')
    second.assertStatus(200)
    const bulletin = readable(second.text())
    assert.match(bulletin, /je souscris 3 parts sociales de 20\s€, soit 60\s€ de capital/)
    assert.match(
      bulletin,
      /Je verse 15\s€ à la souscription, et le reste, 45\s€, dans les cinq ans/
    )
    assert.isNull(await Member.ofPerson(awa.id), 'looking writes nothing')
    const third = await browser.post('/membership/shares/subscriptions', SIGNED).redirects(0)
    third.assertStatus(303)
    const intent = await db.from('payment_intents').firstOrFail()
    third.assertHeader('location', `/pay/${intent.id}`)
    assert.equal(intent.amount_cents, 6000)
    const subscription = await ShareSubscription.firstOrFail()
    const { signedName, shares, shareCents } = subscription
    assert.deepEqual([signedName, shares, shareCents], ['Awa Diallo', 3, 2000])
    const kept = await browser.get(`/membership/shares/subscriptions/${subscription.id}`)
    assert.match(readable(kept.text()), /Je verse 60\s€ à la souscription\s: la totalité/)
    assert.include(readable(kept.text()), 'Signé par Awa Diallo')
  })

  test('a form unsigned, or of no shares, is refused with its sentence', async ({
    client,
    assert,
  }) => {
    await cooperative()
    const browser = await as(client, await someone('Awa'))
    for (const wrong of [
      { signed_name: '' },
      { sure: '' },
      { shares: '0' },
      { shares: '1001' },
      { shares: '1,5' },
      { paying: 'half' },
    ]) {
      const answer = await browser.post('/membership/shares/subscriptions', { ...SIGNED, ...wrong })
      answer.assertStatus(422)
    }
    const stale = { ...SIGNED, share_cents: '100' }
    const answer = await browser.post('/membership/shares/subscriptions', stale)
    answer.assertStatus(422)
    assert.include(readable(answer.text()), 'La valeur de la part vient de changer.')
    assert.isEmpty(await ShareSubscription.all())
  })

  test('one’s own page shows shares, forms, movements, and the capital by college', async ({
    client,
    assert,
  }) => {
    await cooperative()
    const awa = await someone('Awa')
    const { subscription, payment } = await holds(awa, 2, { paying: 'quarter' })
    const { rows } = await db.rawQuery(
      `insert into colleges (name, opened_at) values ('Lectrices', now()) returning id`
    )
    await db.from('members').where('person_id', awa.id).update({ college_id: rows[0].id })
    const browser = await as(client, awa)
    const page = readable((await browser.get('/membership/shares')).text())
    assert.match(
      page,
      /Vous détenez 2 parts sociales, soit 40\s€ de capital, dont 10\s€ déjà payés/
    )
    assert.match(page, /Payer les 30\s€ restants/)
    assert.match(page, /2 parts souscrites, 40\s€/)
    assert.include(page, 'Lectrices')
    const paid = await browser
      .post(`/membership/shares/subscriptions/${subscription.id}/rest`, {})
      .redirects(0)
    assert.match(paid.header('location') ?? '', /^\/pay\//)
    await payment.givenBack(1000, 'dispute')
    const after = readable((await browser.get('/membership/shares')).text())
    assert.match(after, /Le paiement est revenu\s: ces parts sont annulées/)
    assert.match(after, /2 parts annulées\s: le paiement est contesté/)
  })

  test('another’s form is not there to read or to pay', async ({ client }) => {
    await cooperative()
    const { subscription } = await holds(await someone('Awa'), 2, { paying: 'quarter' })
    const bastien = await as(client, await someone('Bastien'))
    const path = `/membership/shares/subscriptions/${subscription.id}`
    ;(await bastien.get(path)).assertStatus(404)
    ;(await bastien.post(`${path}/rest`, {})).assertStatus(404)
  })

  test('the certificate is a PDF with the shares held today; without any there is none', async ({
    client,
    assert,
  }) => {
    await cooperative()
    const awa = await someone('Awa')
    await holds(awa, 3)
    const answer = await (await as(client, awa)).get('/membership/shares/certificate.pdf')
    answer.assertStatus(200)
    const pdf = await getDocumentProxy(new Uint8Array(answer.body() as Buffer))
    const { text } = await extractText(pdf, { mergePages: true })
    assert.match(
      text.replace(/\s+/g, ' '),
      /Awa détient 3 parts sociales de son capital, soit 60 €/
    )
    const driss = await as(client, await someone('Driss'))
    ;(await driss.get('/membership/shares/certificate.pdf')).assertStatus(404)
  })

  test('asked back on a page, decided by the board, given back by the treasury', async ({
    client,
    assert,
  }) => {
    await cooperative()
    const awa = await someone('Awa')
    await holds(await someone('Bastien'), 9)
    await holds(awa, 3)
    const browser = await as(client, awa)
    const tooMany = await browser.post('/membership/shares/withdrawals', { shares: '4', sure: '1' })
    tooMany.assertStatus(422)
    const sent = await browser
      .post('/membership/shares/withdrawals', { shares: '2', sure: '1' })
      .redirects(0)
    sent.assertHeader('location', '/membership/shares')
    assert.include(readable((await browser.get('/membership/shares')).text()), 'Le conseil doit')
    const { id } = await ShareWithdrawal.firstOrFail()

    const board = await as(client, await someoneWith('board'))
    assert.include(readable((await board.get('/treasury/shares')).text()), 'Awa demande 2 parts')
    const silent = await board.post(`/treasury/shares/withdrawals/${id}/decision`, {
      ...{ accepted: 'no', reason: '' },
    })
    silent.assertStatus(422)
    await board.post(`/treasury/shares/withdrawals/${id}/decision`, { accepted: 'yes' })
    const emile = await as(client, await someoneWith('treasurer'))
    assert.match(readable((await emile.get('/treasury/shares')).text()), /40\s€ à rendre à Awa/)
    const repay = { loss: 'beaucoup', sure: '1' }
    const path = `/treasury/shares/withdrawals/${id}/repayment`
    ;(await emile.post(path, repay)).assertStatus(422)
    await emile.post(path, { loss: '1,50', sure: '1' })
    const row = await db.from('share_refunds').firstOrFail()
    assert.include(row, { amount_cents: 3850, loss_cents: 150 })
    const done = readable((await browser.get('/membership/shares')).text())
    assert.match(done, /38,50\s€ rendus le/)
    assert.match(done, /Vous détenez une part sociale/)
  })

  test('in the queue, one reads one’s place', async ({ client, assert }) => {
    await cooperative()
    await ruledBy({ 'dues.capital_floor_cents': 100_000 })
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await holds(awa, 1)
    await holds(bastien, 1)
    await takesBack(awa, 1)
    await takesBack(bastien, 1)
    const page = await (await as(client, bastien)).get('/membership/shares')
    assert.match(readable(page.text()), /Acceptée\s; 2e de la file/)
    const board = await as(client, await someoneWith('board'))
    assert.include(readable((await board.get('/treasury/shares')).text()), 'En attente du capital')
  })

  test('nowhere but in a cooperative is any of it there', async ({ client, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    const awa = await as(client, await someone('Awa'))
    for (const path of ['', '/new', '/check?shares=1&paying=whole', '/withdrawals/new']) {
      ;(await awa.get(`/membership/shares${path}`)).assertStatus(404)
    }
    ;(await awa.post('/membership/shares/subscriptions', SIGNED)).assertStatus(404)
    assert.notInclude((await awa.get('/membership')).text(), '/membership/shares')
    const emile = await as(client, await someoneWith('treasurer'))
    ;(await emile.get('/treasury/shares')).assertStatus(404)
    assert.notInclude((await emile.get('/treasury')).text(), '/treasury/shares')
  })

  test('in English too', async ({ client, assert }) => {
    await cooperative()
    const awa = await someone('Awa', { locale: 'en' })
    await holds(awa, 1)
    await asksBack(awa, 1)
    const browser = await as(client, awa)
    await browser.post('/locale', { locale: 'en', back: '/membership/shares' })
    const page = readable((await browser.get('/membership/shares')).text())
    assert.include(page, 'You hold one share: €20 of capital.')
    assert.include(page, 'The board has yet to decide')
  })
})

test.group('Shares paid at the play bank', (group) => {
  ownDatabase(group)

  /** Signs on the page and opens the bank's own; gives the name of that page. */
  async function toTheBank(browser: Awaited<ReturnType<typeof as>>, shares: string) {
    const signed = await browser
      .post('/membership/shares/subscriptions', { ...SIGNED, shares })
      .redirects(0)
    const pay = signed.header('location') ?? ''
    const opened = await browser.post(`${pay}/attempts`, { provider: 'demo' }).redirects(0)
    return { pay, checkout: (opened.header('location') ?? '').split('/').at(-1) ?? '' }
  }

  test('in two tabs: one form is credited, the other page’s money goes back', async ({
    client,
    assert,
  }) => {
    await cooperative()
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const first = await toTheBank(browser, '2')
    const second = await toTheBank(browser, '3')
    for (const { pay, checkout } of [first, second]) {
      await makeHappen(checkout, 'pay', clock.now())
      await browser.get(`${pay}/return`)
      await browser.get(`${pay}/return`)
    }
    await runJobs()
    assert.equal(await heldBy(awa), 3, 'the later form stands')
    const [refund, ...more] = await db.from('refunds')
    assert.include(refund, { amount_cents: 4000 })
    assert.isEmpty(more)
    assert.lengthOf(await db.from('share_movements'), 1)
  })

  test('then disputed at the bank: the shares are taken back', async ({ client, assert }) => {
    await cooperative()
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const { pay, checkout } = await toTheBank(browser, '2')
    await makeHappen(checkout, 'pay', clock.now())
    await browser.get(`${pay}/return`)
    assert.equal(await heldBy(awa), 2)
    await makeHappen(checkout, 'dispute', clock.now())
    await syncObject(providerOf('demo'), { kind: 'checkout', id: checkout }, 'notice')
    assert.equal(await heldBy(awa), 0)
  })
})
