import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Member } from '#membership/register/member'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { forgetNetwork } from '#organisation/network'
import { anOrder, DuesPayment, memberOf, noon, paysDues } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { aCooperative, holds } from '#tests/support/shares'

async function aPaidMember(name: string) {
  const member = await memberOf(await someone(name), clock.now())
  const { intent } = await anOrder(member, clock.now())
  await (await DuesPayment.of(intent, clock.now())).paid()
  return member
}

const accesses = () => db.from('register_accesses').orderBy('id')

test.group('The register', (group) => {
  inTransaction(group)
  group.each.setup(async () => foundedBy(await someone('Chloé'), { legalForm: 'association' }))

  test('is searched by name, number and standing, and each look is noted', async ({
    client,
    assert,
  }) => {
    await aPaidMember('Awa Diallo')
    await memberOf(await someone('Bastien Moreau'), clock.now())
    const browser = await as(client, await someoneWith('secretary'))
    const all = readable((await browser.get('/members')).text())
    assert.include(all, 'Awa Diallo')
    assert.include(all, 'Bastien Moreau')
    const voters = readable((await browser.get('/members?standing=voters')).text())
    assert.notInclude(voters, 'Bastien Moreau')
    const found = readable((await browser.get('/members?q=moreau')).text())
    assert.notInclude(found, 'Awa Diallo')
    assert.include(found, 'Bastien Moreau')
    assert.notInclude(readable((await browser.get('/members?q=%25')).text()), 'Bastien Moreau')
    const noted = await accesses()
    assert.deepEqual(
      noted.map(({ form, filters, members }) => [form, filters, members]),
      [
        ['page', '', 2],
        ['page', 'standing=voters', 1],
        ['page', 'q=moreau', 1],
        ['page', 'q=%25', 0],
      ]
    )
    const log = readable((await browser.get('/members/accesses')).text())
    assert.include(log, 'standing=voters')
  })

  test('is copied with the columns chosen, formulas made harmless, and noted', async ({
    client,
    assert,
  }) => {
    await Member.enter({ kind: 'person', name: '=HYPERLINK("http://x")' }, clock.now())
    await aPaidMember('Awa "la" Diallo; fille')
    const browser = await as(client, await someoneWith('board'))
    const csv = await browser.get('/members/register.csv?columns[]=number&columns[]=name')
    csv.assertStatus(200)
    assert.deepEqual(csv.text().split('\r\n'), [
      '\ufeffNuméro;Nom',
      '1;"Awa ""la"" Diallo; fille"',
      `;"'=HYPERLINK(""http://x"")"`,
      '',
    ])
    const ods = await browser.get('/members/register.ods?columns[]=number&columns[]=name')
    assert.match(ods.header('content-type') ?? '', /opendocument\.spreadsheet/)
    const noted = await accesses()
    assert.deepEqual(
      noted.map(({ form, columns, members }) => [form, columns, members]),
      [
        ['csv', 'number name', 2],
        ['ods', 'number name', 2],
      ]
    )
    ;(await browser.get('/members/register.csv?columns[]=password_hash')).assertStatus(422)
  })

  test('takes people without an account and organisations, and what is decided of them', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someoneWith('secretary'))
    const refused = await browser.post('/members', { kind: 'organisation', name: ' ' })
    refused.assertStatus(422)
    const sent = await browser
      .post('/members', {
        kind: 'organisation',
        name: 'La Ruche',
        representative: 'Gwenola',
        college: 'Partenaires',
      })
      .redirects(0)
    const path = sent.header('location') ?? ''
    assert.include(readable((await browser.get(path)).text()), 'Pas encore de numéro')
    const backwards = { kind: 'exempt', reason: 'Nous prête sa salle', from: '2026-03-02' }
    const wrong = await browser.post(`${path}/overrides`, { ...backwards, until: '2026-03-01' })
    wrong.assertStatus(422)
    assert.include(readable(wrong.text()), 'Nous prête sa salle')
    await browser.post(`${path}/overrides`, { ...backwards, from: '2026-01-01' }).redirects(0)
    const page = readable((await browser.get(path)).text())
    assert.include(page, 'Numéro 1')
    assert.include(page, 'Dispensé')
    const sheet = readable((await browser.get('/members/attendance')).text())
    assert.include(sheet, 'La Ruche (Gwenola)')
    const row = await db.from('standing_overrides').firstOrFail()
    await browser.delete(`${path}/overrides/${row.id}`).redirects(0)
    assert.notInclude(readable((await browser.get('/members/attendance')).text()), 'La Ruche')
  })

  test('takes in who has no address, and an exemption without an end', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someoneWith('secretary'))
    const typed = { kind: 'person', name: 'Gwenola', email: '', representative: '', college: '' }
    const sent = await browser.post('/members', typed).redirects(0)
    sent.assertStatus(303)
    const member = await Member.findByOrFail('name', 'Gwenola')
    assert.isNull(member.email)
    const exempt = { kind: 'exempt', reason: 'Nous prête sa salle', from: '2026-01-01', until: '' }
    ;(await browser.post(`/members/${member.id}/overrides`, exempt).redirects(0)).assertStatus(303)
    assert.isNull((await db.from('standing_overrides').firstOrFail()).until_on)
  })

  test('sends a member without account a link to pay', async ({ client }) => {
    const facts = { kind: 'person' as const, name: 'Gwenola', email: 'gwenola@example.org' }
    const gwenola = await Member.enter(facts, clock.now())
    const browser = await as(client, await someoneWith('secretary'))
    await browser.post(`/members/${gwenola.id}/renewal-link`).redirects(0)
    const letter = await db.from('outbox_letters').where('kind', 'dues_link').firstOrFail()
    const [, path = ''] = /(\/membership\/renew\/[\w-]+)/.exec(letter.text_body) ?? []
    ;(await client.get(path)).assertStatus(200)
  })
})

test.group('Colleges and shares in the register', (group) => {
  inTransaction(group)

  const COLLEGES = [
    { code: 'readers', name: 'Lectrices', college: 'Usagères' },
    { code: 'workers', name: 'Équipe', college: 'Salariées' },
  ].map((one) => ({
    ...{ ...one, period: 'year' as const, floor_cents: 1000 },
    ...{ suggested_cents: [], free_amount: true },
  }))

  const collegeOf = async (member: Member) => {
    const row = await db
      .from('members')
      .leftJoin('colleges', 'colleges.id', 'members.college_id')
      .where('members.id', member.id)
      .select('colleges.name')
      .firstOrFail()
    return row.name
  }

  test('the plan that one pays gives its college, once paid; another plan does not change it', async ({
    assert,
  }) => {
    await aCooperative(await someone('Chloé'))
    await ruledBy({ 'dues.plans': COLLEGES })
    const awa = await memberOf(await someone('Awa'), noon('2026-03-01'))
    const { intent } = await anOrder(awa, noon('2026-03-01'), { plan: 'readers' })
    assert.isNull(await collegeOf(awa), 'ordered, not paid')
    await (await DuesPayment.of(intent, noon('2026-03-01'))).paid()
    assert.equal(await collegeOf(awa), 'Usagères')
    await paysDues(awa, '2027-02-20', { plan: 'workers' })
    assert.equal(await collegeOf(awa), 'Usagères')
    const bastien = await memberOf(await someone('Bastien'), noon('2026-03-01'))
    await paysDues(bastien, '2026-03-01', { plan: 'workers' })
    assert.equal(await collegeOf(bastien), 'Salariées')
  })

  test('shares are a column of a cooperative, and of nothing else', async ({ client, assert }) => {
    await aCooperative(await someone('Chloé'))
    const awa = await someone('Awa')
    await holds(awa, 3)
    const browser = await as(client, await someoneWith('board'))
    const list = readable((await browser.get('/members')).text())
    assert.match(list, /Parts<\/th>/)
    const id = (await Member.ofPerson(awa.id))?.id
    assert.match(
      readable((await browser.get(`/members/${id}`)).text()),
      /3 parts souscrites, 60\s€/
    )
    const path = '/members/register.csv?columns[]=name&columns[]=shares'
    assert.include((await browser.get(path)).text(), 'Nom;Parts\r\nAwa;3')
    const noted = await db.from('register_accesses').orderBy('id', 'desc').firstOrFail()
    assert.equal(noted.columns, 'name shares')
    await db.from('organisation').update({ legal_form: 'association' })
    forgetNetwork()
    assert.notInclude(readable((await browser.get('/members')).text()), 'Parts</th>')
    assert.notInclude((await browser.get(path)).text(), 'Parts')
  })
})
