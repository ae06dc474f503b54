import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { extractText, getDocumentProxy } from 'unpdf'
import { DuesLink } from '#membership/dues/dues_link'
import { Surplus } from '#membership/dues/surplus'
import { Member } from '#membership/register/member'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { someone } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { anOrder, DuesPayment, memberOf, noon } from '#tests/support/dues'
import { complaints, readable } from '#tests/support/form_page'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { anOrderBy, theAccount } from '#tests/support/offline'

const association = async () => foundedBy(await someone('Chloé'), { legalForm: 'association' })

async function pays(name = 'Awa') {
  const person = await someone(name)
  const member = await memberOf(person, clock.now())
  const { intent } = await anOrder(member, clock.now())
  await (await DuesPayment.of(intent, clock.now())).paid()
  return { person, member: await member.refresh(), intent }
}

test.group('Membership, on its pages', (group) => {
  inTransaction(group)

  test('three steps lead to the payment: choose, check, pay', async ({ client, assert }) => {
    await association()
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const first = await browser.get('/membership/join')
    assert.include(readable(first.text()), 'Étape 1 sur 3')
    const choice = { plan: 'yearly', amount: '3500', beyond: 'gift' }
    const second = await browser.get(`/membership/join/check?${new URLSearchParams(choice)}`)
    second.assertStatus(200)
    assert.match(readable(second.text()), /Payer 35\s€/)
    assert.isNull(await Member.ofPerson(awa.id), 'looking writes nothing')
    const third = await browser.post('/membership/join/orders', choice).redirects(0)
    third.assertStatus(303)
    const intent = await db.from('payment_intents').orderBy('created_at', 'desc').firstOrFail()
    assert.equal(third.header('location'), `/pay/${intent.id}`)
    const lines = await db.from('payment_lines').where('intent_id', intent.id).orderBy('position')
    assert.deepEqual(
      lines.map(({ kind, amount_cents: cents }) => [kind, cents]),
      [
        ['dues', 1000],
        ['gift', 2500],
      ]
    )
  })

  test('a transfer that is awaited is said where dues are chosen too', async ({
    client,
    assert,
  }) => {
    await association()
    await theAccount()
    const awa = await someone('Awa')
    const { intent } = await anOrder(await memberOf(awa, clock.now()), clock.now())
    if (!intent) throw new Error('nothing to pay')
    const browser = await as(client, awa)
    const said = async (path: string) =>
      readable((await browser.get(path)).text()).includes('virement de 20\u00a0€ est attendu')
    assert.isFalse(await said('/membership/join'))
    await anOrderBy('transfer', intent)
    assert.isTrue(await said('/membership/join'))
    assert.isTrue(await said('/membership'))
    const bastien = await as(client, await someone('Bastien'))
    assert.notInclude((await bastien.get('/membership/join')).text(), 'est attendu')
  })

  test('an amount that does not fit keeps what was typed', async ({ client, assert }) => {
    await association()
    const browser = await as(client, await someone('Awa'))
    const asked = { plan: 'yearly', amount: '2000', other_amount: '4,50', also: 'Bastien' }
    const page = await browser.get(`/membership/join/check?${new URLSearchParams(asked)}`)
    page.assertStatus(422)
    const html = readable(page.text())
    assert.include(html, 'C’est moins que le minimum, qui est de 10 €.')
    assert.include(html, 'value="4,50"')
    assert.include(html, 'value="Bastien"')
  })

  test('what is no amount is said to be none, beside what was typed', async ({
    client,
    assert,
  }) => {
    await association()
    const browser = await as(client, await someone('Awa'))
    const asked = { plan: 'yearly', amount: '2000', other_amount: 'vingt euros' }
    for (const page of [
      await browser.get(`/membership/join/check?${new URLSearchParams(asked)}`),
      await browser.post('/membership/join/orders', asked),
    ]) {
      page.assertStatus(422)
      const html = readable(page.text())
      assert.deepEqual(complaints(html), ['Écrivez un montant en euros, par exemple 15 ou 12,50.'])
      assert.include(html, 'value="vingt euros"')
    }
  })

  test('who is a member renews, and reads from when', async ({ client, assert }) => {
    await association()
    const { person } = await pays()
    const html = readable((await (await as(client, person)).get('/membership/join')).text())
    assert.match(html, /<h1>Renouveler mon adhésion<\/h1>/)
    assert.match(html, /Vous êtes à jour jusqu’au \d+/)
  })

  test('whose payment is on its way reads so before choosing again', async ({ client, assert }) => {
    await association()
    const person = await someone('Awa')
    const member = await memberOf(person, clock.now())
    const { intent } = await anOrder(member, clock.now())
    const browser = await as(client, person)
    const first = async () => readable((await browser.get('/membership/join')).text())
    assert.notInclude(await first(), 'Votre paiement est en route.')
    await (await DuesPayment.of(intent, clock.now(), { state: 'pending' })).pending()
    assert.include(await first(), 'Votre paiement est en route.')
  })

  test('a collective signs its charter, free of charge', async ({ client, assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'collective' })
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const page = await browser.get('/membership')
    assert.include(readable(page.text()), 'Vous n’avez pas encore signé la charte.')
    const sent = await browser
      .post('/membership/join/orders', { plan: 'charter', amount: '0' })
      .redirects(0)
    assert.equal(sent.header('location'), '/membership')
    assert.include(readable((await browser.get('/membership')).text()), 'Vous êtes membre.')
    assert.equal((await Member.ofPerson(awa.id))?.number, 1)
  })

  test('the card says to whoever reads its code that it is valid, and nothing else', async ({
    client,
    assert,
  }) => {
    await association()
    const { person, member } = await pays()
    const own = await (await as(client, person)).get('/membership')
    assert.include(own.text(), 'data:image/svg+xml;base64,')
    const code = await client.get(`/membership/check/${member.checkCode}`)
    code.assertStatus(200)
    assert.include(readable(code.text()), 'Carte valable')
    assert.notInclude(readable(code.text()), person.name)
    const bastien = await memberOf(await someone('Bastien'), clock.now())
    const other = await client.get(`/membership/check/${bastien.checkCode}`)
    assert.include(readable(other.text()), 'Carte non valable')
    ;(await client.get('/membership/check/AAAAAAAAAAAAAAAAAAAA')).assertStatus(404)
  })

  test('the attestation is a PDF with the name, the number and the dates', async ({
    client,
    assert,
  }) => {
    await association()
    const { person, member } = await pays('Łukasz Bącal')
    const answer = await (await as(client, person)).get('/membership/attestation.pdf')
    answer.assertStatus(200)
    const pdf = await getDocumentProxy(new Uint8Array(answer.body() as Buffer))
    const { text } = await extractText(pdf, { mergePages: true })
    assert.match(text, /La Placette atteste que .ukasz Bacal, membre numéro/)
    assert.include(text, `numéro ${member.number},`)
    assert.include(text, member.checkCode)
    const driss = await as(client, await someone('Driss'))
    ;(await driss.get('/membership/attestation.pdf')).assertStatus(404)
  })

  test('paid twice: the page asks, and does what is chosen', async ({ client, assert }) => {
    await association()
    const { person, intent } = await pays()
    await (await DuesPayment.of(intent, clock.now())).surplus()
    const browser = await as(client, person)
    assert.include(readable((await browser.get('/membership')).text()), 'Vous avez payé deux fois')
    const [surplus] = await Surplus.undecided(person.id)
    await browser
      .post(`/membership/surplus/${surplus?.id}/choice`, { choice: 'next_period' })
      .redirects(0)
    assert.isEmpty(await Surplus.undecided(person.id))
    assert.notInclude(readable((await browser.get('/membership')).text()), 'payé deux fois')
  })

  test('whoever paid under another address claims it by a letter sent there', async ({
    client,
    assert,
  }) => {
    await association()
    const at = clock.now()
    const facts = { kind: 'person' as const, name: 'Awa D.', email: 'awa.autre@example.org' }
    const entry = await Member.enter(facts, at)
    const { intent } = await anOrder(entry, at)
    await (await DuesPayment.of(intent, at)).paid()
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    for (const email of ['awa.autre@example.org', 'personne@example.org']) {
      const asked = await browser.post('/membership/claim', { email }).redirects(0)
      asked.assertStatus(303)
    }
    const letters = await db.from('outbox_letters').where('kind', 'dues_claim')
    assert.lengthOf(letters, 1)
    const [, path = ''] = /(\/membership\/claim\/[\w-]+)/.exec(letters[0].text_body) ?? []
    const bastien = await as(client, await someone('Bastien'))
    ;(await bastien.post(path).redirects(0)).assertStatus(404)
    ;(await browser.get(path)).assertStatus(200)
    await browser.post(path).redirects(0)
    assert.equal((await Member.ofPerson(awa.id))?.id, entry.id)
    ;(await browser.post(path).redirects(0)).assertStatus(404)
  })

  test('a letter’s link pays dues without signing in', async ({ client, assert }) => {
    await association()
    const { member } = await pays()
    const token = await db.transaction((trx) => DuesLink.toRenew(member.id, clock.now(), trx))
    const page = await client.get(`/membership/renew/${token}`)
    page.assertStatus(200)
    const sent = await client
      .post(`/membership/renew/${token}/orders`)
      .form({ plan: 'yearly', amount: '2000' })
      .redirects(0)
    assert.match(sent.header('location') ?? '', /^\/pay\//)
    ;(await client.get(`/membership/renew/${'x'.repeat(43)}`)).assertStatus(404)
  })

  test('leaving is one’s own word; paying again is coming back', async ({ client, assert }) => {
    await association()
    const { person, member } = await pays()
    const browser = await as(client, person)
    ;(await browser.post('/membership/resignation', {}).redirects(0)).assertStatus(422)
    await browser.post('/membership/resignation', { sure: '1' }).redirects(0)
    assert.include(readable((await browser.get('/membership')).text()), 'Vous avez quitté')
    const later = noon(`${Number(parisDay(clock.now()).slice(0, 4)) + 2}-03-01`)
    const { intent } = await anOrder(member, later)
    await (await DuesPayment.of(intent, later)).paid()
    const row = await db.from('standing_overrides').where('member_id', member.id).firstOrFail()
    assert.isNotNull(row.until_on)
  })
})
