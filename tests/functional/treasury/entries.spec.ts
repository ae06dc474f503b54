import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { draft } from '#treasury/reading/drafts'
import { entry } from '#treasury/reading/entry'
import { discardDraft } from '#treasury/writing/change_entry'
import { counterEntry } from '#treasury/writing/counter_entry'
import { keepEntry } from '#treasury/writing/keep_entry'
import { putInBooks, signDraft } from '#treasury/writing/put_in_books'
import { simpleEntry } from '#treasury/writing/simple_entry'
import { A_PDF, aBill, aBookedBill, aDraftBill } from '#tests/support/bills'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { founded } from '#tests/support/founded'
import { aCampaign } from '#tests/support/gifts'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

const now = () => clock.now()
const typed = (other: Record<string, unknown> = {}) => ({
  ...{ kind: 'spent', form_key: randomUUID(), purpose: 'hosting', amount: '24,50' },
  ...{ paid_on: parisDay(now()), means: 'card', party: 'Le voisin', piece: 'F-1', ...other },
})
const count = async (table: string) => {
  const [row] = await db.from(table).count('* as n')
  return Number(row.n)
}

test.group('A bill that the treasurer writes down', (group) => {
  inTransaction(group)
  founded(group)

  test('is a draft, then an entry of the books that never changes', async ({ client, assert }) => {
    const browser = await as(client, await someoneWith('treasurer'))
    const kept = await browser.post('/treasury/entries', typed()).redirects(0)
    const path = kept.header('location') ?? ''
    assert.match(path, /^\/treasury\/drafts\/\d+$/)
    assert.include((await browser.get(path)).text(), 'payé à Le voisin par carte')
    const put = await browser.post(`${path}/validation`, { version: 1 }).redirects(0)
    const there = put.header('location') ?? ''
    assert.match(there, /^\/treasury\/entries\/\d{4}\/1$/)
    const html = (await browser.get(there)).text()
    assert.include(html, '24,50')
    assert.include(html, '6135')
    // The second press finds it done.
    const again = await browser.post(`${path}/validation`, { version: 1 }).redirects(0)
    assert.equal(again.header('location'), there)
    assert.equal(await count('ledger_entries'), 1)
    assert.equal((await browser.get(path).redirects(0)).header('location'), there)
  })

  test('is written once when the form is sent twice', async ({ client, assert }) => {
    const browser = await as(client, await someoneWith('treasurer'))
    const form = typed()
    const first = await browser.post('/treasury/entries', form).redirects(0)
    const second = await browser.post('/treasury/entries', form).redirects(0)
    assert.equal(second.header('location'), first.header('location'))
    assert.equal(await count('ledger_drafts'), 1)
  })

  test('keeps what was typed when it is refused: {what}')
    .with([
      { what: 'no amount', form: { amount: 'beaucoup' }, says: 'Écrivez un montant' },
      { what: 'a day to come', form: { paid_on: '2099-01-01' }, says: 'n’est pas encore venu' },
      {
        what: 'a year without books',
        form: { paid_on: '2019-01-01' },
        says: 'pas de comptes pour',
      },
      { what: 'no such day', form: { paid_on: '2026-02-31' }, says: 'n’existe pas' },
      { what: 'nobody', form: { party: ' ' }, says: 'Ce champ est nécessaire.' },
    ])
    .run(async ({ client, assert }, { form, says }) => {
      const browser = await as(client, await someoneWith('treasurer'))
      const answer = await browser.post('/treasury/entries', typed({ piece: 'F-77', ...form }))
      answer.assertStatus(422)
      assert.include(answer.text(), says)
      assert.include(answer.text(), 'value="F-77"')
      assert.equal(await count('ledger_drafts'), 0)
    })

  test('is refused in double entry when its sides differ, or an account is unknown', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someoneWith('treasurer'))
    const expert = (credits: string[], accounts = ['6135', '512100']) => ({
      ...{ kind: 'expert', form_key: randomUUID(), journal: 'BQ', entry_on: parisDay(now()) },
      ...{ label: 'Serveur', accounts, auxiliaries: ['', ''], debits: ['24', ''], credits },
    })
    const unequal = await browser.post('/treasury/entries', expert(['', '23']))
    unequal.assertStatus(422)
    assert.include(unequal.text(), 'Les deux côtés ne sont pas égaux')
    const unknown = await browser.post('/treasury/entries', expert(['', '24'], ['6999', '512100']))
    unknown.assertStatus(422)
    assert.include(unknown.text(), 'n’est pas dans le plan comptable')
    const more = await browser.post('/treasury/entries', { ...expert(['', '23']), more: '1' })
    more.assertStatus(200)
    assert.lengthOf([...more.text().matchAll(/name="debits\[\]"/g)], 6)
    assert.equal(await count('ledger_drafts'), 0)
    await browser.post('/treasury/entries', expert(['', '24'])).redirects(0)
    assert.equal(await count('ledger_drafts'), 1)
  })

  test('is paid with a campaign’s money when it says so', async ({ client, assert }) => {
    const campaign = await aCampaign()
    const browser = await as(client, await someoneWith('treasurer'))
    const none = await browser.post('/treasury/entries', typed({ campaign: '999999' }))
    none.assertStatus(422)
    const form = typed({ campaign: String(campaign.id) })
    const kept = await browser.post('/treasury/entries', form).redirects(0)
    const found = await draft(Number((kept.header('location') ?? '').split('/').at(-1)))
    assert.deepEqual(
      found?.lines.map(({ campaignId }) => campaignId),
      [campaign.id, null]
    )
    const edited = (await browser.get(`/treasury/drafts/${found?.id ?? 0}/edit`)).text()
    assert.match(edited, new RegExp(`value="${campaign.id}" selected`))
  })

  test('keeps its document, and refuses what is none', async ({ client, assert }) => {
    const treasurer = await someoneWith('treasurer')
    const browser = await as(client, treasurer)
    const sent = (content: Buffer) => {
      const request = browser.multipart('/treasury/entries').redirects(0)
      request.fields(typed()).file('paper', content, { filename: 'facture.pdf' })
      return request
    }
    const refused = await sent(Buffer.from('MZ not a bill'))
    refused.assertStatus(422)
    assert.include(refused.text(), 'ni un PDF ni une photo')
    const kept = await sent(A_PDF)
    kept.assertStatus(303)
    const html = (await browser.get(kept.header('location') ?? '')).text()
    const [, paper = ''] = /href="(\/treasury\/papers\/[0-9a-f]{64})"/.exec(html) ?? []
    const file = await browser.get(paper)
    assert.equal(file.header('content-type'), 'application/pdf')
    assert.match(file.header('content-disposition') ?? '', /^attachment/)
    const stranger = await as(client, await someone('Awa'))
    ;(await stranger.get(paper)).assertStatus(403)
  })
})

test.group('Signing what leaves', (group) => {
  inTransaction(group)
  founded(group)

  test('takes two persons from the amount of the rules on', async ({ client, assert }) => {
    await ruledBy({ 'treasury.two_signatures_from': 10_000 })
    const emile = await someoneWith('treasurer')
    const id = await aDraftBill(emile, { cents: 10_000 })
    await signDraft(id, 1, emile.id, now())
    await signDraft(id, 1, emile.id, now())
    assert.deepEqual(await putInBooks(id, 1, emile.id, now()), { ok: false, refusal: 'signature' })
    const board = await as(client, await someoneWith('board'))
    await board.post(`/treasury/drafts/${id}/signatures`, { version: 1 }).redirects(0)
    const put = await putInBooks(id, 1, emile.id, now())
    assert.isTrue(put.ok)
  })

  test('counts the rules of the day on which it goes in the books', async ({ assert }) => {
    const emile = await someoneWith('treasurer')
    const id = await aDraftBill(emile, { cents: 5000 })
    await ruledBy({ 'treasury.two_signatures_from': 1000 })
    assert.deepEqual(await putInBooks(id, 1, emile.id, now()), { ok: false, refusal: 'signature' })
  })

  test('always takes two for cash', async ({ assert }) => {
    const emile = await someoneWith('treasurer')
    const id = await aDraftBill(emile, { cents: 100, means: 'cash' })
    assert.deepEqual(await putInBooks(id, 1, emile.id, now()), { ok: false, refusal: 'signature' })
  })

  test('holds for what was read: a change asks for it again', async ({ client, assert }) => {
    const emile = await someoneWith('treasurer')
    const id = await aDraftBill(emile, { cents: 50_000 })
    await signDraft(id, 1, emile.id, now())
    const browser = await as(client, emile)
    const form = { ...typed({ amount: '600' }), version: 1 }
    await browser.post(`/treasury/drafts/${id}?_method=PUT`, form).redirects(0)
    const changed = await draft(id)
    assert.equal(changed?.version, 2)
    assert.isEmpty(changed?.signatures ?? [])
    assert.lengthOf(changed?.papers ?? [], 1)
    const chloe = await someoneWith('board')
    assert.deepEqual(await signDraft(id, 1, chloe.id, now()), { ok: false, refusal: 'changed' })
    const late = await browser.post(`/treasury/drafts/${id}?_method=PUT`, form).redirects(0)
    assert.equal(late.header('location'), `/treasury/drafts/${id}`)
    assert.equal((await draft(id))?.version, 2)
  })

  test('is not for a draft that is gone', async ({ client, assert }) => {
    const emile = await someoneWith('treasurer')
    const id = await aDraftBill(emile)
    const browser = await as(client, emile)
    await browser.post(`/treasury/drafts/${id}?_method=DELETE`, { version: 1 }).redirects(0)
    assert.isNull(await draft(id))
    assert.deepEqual(await putInBooks(id, 1, emile.id, now()), { ok: false, refusal: 'gone' })
  })
})

test.group('An entry that was a mistake', (group) => {
  inTransaction(group)
  founded(group)

  test('is undone by the same lines the other way round, once', async ({ client, assert }) => {
    const emile = await someoneWith('treasurer')
    const booked = await aBookedBill(emile)
    const browser = await as(client, emile)
    const path = `/treasury/entries/${booked.year}/${booked.number}`
    const mute = await browser.post(`${path}/counter-entry`, { reason: '' })
    mute.assertStatus(422)
    const form = { reason: 'Payée deux fois' }
    const first = await browser.post(`${path}/counter-entry`, form).redirects(0)
    const second = await browser.post(`${path}/counter-entry`, form).redirects(0)
    assert.equal(second.header('location'), first.header('location'))
    const id = Number((first.header('location') ?? '').split('/').at(-1))
    const put = await putInBooks(id, 1, emile.id, now())
    if (!put.ok) return assert.fail(put.refusal)
    const [was, undoes] = [
      await entry(booked.year, booked.number),
      await entry(put.value.year, put.value.number),
    ]
    assert.deepEqual(
      undoes?.lines.map(({ account, debitCents, creditCents }) => [
        account,
        creditCents,
        debitCents,
      ]),
      was?.lines.map(({ account, debitCents, creditCents }) => [account, debitCents, creditCents])
    )
    assert.deepEqual(was?.reversedBy, put.value)
    const third = await counterEntry(booked, 'Encore', emile.id, now())
    assert.deepEqual(third, { ok: false, refusal: 'reversed' })
  })

  test('goes neither in a closed year nor in one without books', async ({ assert }) => {
    const emile = await someoneWith('treasurer')
    const last = Number(parisDay(now()).slice(0, 4)) - 1
    const keep = (day: string) =>
      keepEntry(
        simpleEntry(aBill({ on: day }), 'association'),
        { formKey: randomUUID(), paper: null, personId: emile.id },
        now()
      )
    const none = await keep(`${last}-03-04`)
    assert.deepEqual(none, { ok: false, refusal: 'no_such_year' })
    await inTheBooks([entryOf(`${last}-03-04`, [debit('6135', 100), credit('512100', 100)])], now())
    const late = await keep(`${last}-03-05`)
    if (!late.ok) return assert.fail(late.refusal)
    await discardDraft(late.value, 1)
    const { head } = await db.from('ledger_counters').where('year', last).firstOrFail()
    await db.table('ledger_closings').insert({
      ...{ year: last, entries: 1, head, result_cents: -100, closed_at: now() },
    })
    assert.deepEqual(await keep(`${last}-03-05`), { ok: false, refusal: 'closed_year' })
  })
})
