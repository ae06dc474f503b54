import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { clock, FakeClock, useClock } from '#shared/clock'
import { budgetLines } from '#treasury/reading/budget_lines'
import { aDraftBill } from '#tests/support/bills'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { noon } from '#tests/support/dues'
import { readable } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { aBudgetVoted } from '#tests/support/money_votes'
import { aBudgetDiscussed } from '#tests/support/put_to_the_vote'
import { anAssociation, NO, voted, YES, type Neighbour } from '#tests/support/votes'
import { readProposal } from '#governance/proposing/read_proposal'

const MARCH = noon('2026-03-02')
const time = new FakeClock(MARCH)

/** Six members of long standing, and the charter adopted: votes decide. */
async function sixMembers() {
  const everyone = await anAssociation(6)
  await db.from('organisation').update({ charter_adopted_at: noon('2026-01-20') })
  return everyone
}

const agreed = (everyone: Neighbour[], choice = YES) =>
  everyone.map((one): [Neighbour, typeof YES] => [one, choice])

async function mandated(client: ApiClient, role: 'treasurer' | 'board') {
  const person = await someoneWith(role)
  return { person, browser: await as(client, person) }
}

const lastProposal = async () =>
  Number((await db.from('proposals').orderBy('id', 'desc').firstOrFail()).id)

test.group('A budget that the members vote', (group) => {
  inTransaction(group)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('is proposed, filled with projects, called, voted, and becomes lines', async ({
    client,
    assert,
  }) => {
    const everyone = await sixMembers()
    const [awa, bastien, ...others] = everyone
    if (!awa || !bastien) throw new Error('Too few')
    const author = await as(client, awa.person)
    const form = { kind: 'budget', title: 'Le budget de 2026', reasons: 'Partageons.' }
    const typed = { ...form, amount: '1 000', year: '2026' }
    assert.include(
      readable((await author.post('/decide', { ...typed, step: 'look' })).text()),
      'seraient partagés pour 2026'
    )
    await author.post('/decide', { ...typed, step: 'keep' }).redirects(0)
    const id = await lastProposal()
    const project = (title: string, cost: string) => ({ title, cost, body: 'Pour tous.' })
    await author.post(`/decide/${id}/projects`, project('Un four à pain', '600')).redirects(0)
    await author.post(`/decide/${id}/discussion`).redirects(0)
    const other = await as(client, bastien.person)
    await other.post(`/decide/${id}/projects`, project('Des bancs', '300,50')).redirects(0)
    await other.post(`/decide/${id}/projects`, project('Une serre', '900')).redirects(0)
    for (const { person } of [bastien, ...others]) {
      await (await as(client, person)).post(`/decide/${id}/supports`).redirects(0)
    }
    const page = readable((await (await as(client, null)).get(`/decide/${id}`)).text())
    assert.include(page, 'Un four à pain')
    await author.post(`/decide/${id}/call`).redirects(0)
    const called = await readProposal(id, clock.now())
    assert.equal(called?.method, 'equal-shares')
    assert.deepEqual(called?.parameters?.cents, 100_000)
    if (!called?.opensAt || !called.closesAt) throw new Error('Not called')
    time.set(called.opensAt)
    await keepVotes(clock.now())
    for (const { person } of everyone) {
      const voter = await as(client, person)
      const paper = readable((await voter.get(`/decide/${id}/ballot`)).text())
      assert.match(paper, /Un four à pain[^]*600\s€/)
      const cast = await voter
        .post(`/decide/${id}/ballot`, { 'approved[]': ['1', '2'] })
        .redirects(0)
      cast.assertStatus(303)
    }
    time.set(called.closesAt)
    await keepVotes(clock.now())
    const lines = (await budgetLines()).map(({ year, label, cents, proposalId }) => ({
      ...{ year, label, cents, proposalId },
    }))
    assert.deepEqual(lines, [
      { year: 2026, label: 'Un four à pain', cents: 60_000, proposalId: id },
      { year: 2026, label: 'Des bancs', cents: 30_050, proposalId: id },
    ])
    const treasury = readable((await (await as(client, null)).get('/treasury')).text())
    assert.match(treasury, /Le budget voté, 2026/)
    assert.match(treasury, /0\s€ sur 600\s€/)
  })

  test('a line shows what left for it, and pays no more than there is', async ({
    client,
    assert,
  }) => {
    const everyone = await sixMembers()
    const line = await aLine(everyone, 150_000)
    const { browser } = await mandated(client, 'treasurer')
    const form = await browser.get('/treasury/entries/new')
    assert.include(readable(form.text()), 'Un four à pain')
    const typed = (amount: string, key: string) => ({
      ...{ kind: 'spent', form_key: key, purpose: 'hosting', amount, means: 'card' },
      ...{ paid_on: '2026-04-01', party: 'La forge', piece: 'F-1', budget_line: String(line) },
    })
    const key = 'b2a4c6e8-1111-4222-8333-44445555666'
    time.set(noon('2026-04-02'))
    const keeper = await mandated(client, 'treasurer')
    const board = await mandated(client, 'board')
    for (const [amount, last] of [
      ['1 200', '1'],
      ['400', '2'],
    ] as const) {
      const kept = await keeper.browser
        .post('/treasury/entries', typed(amount, `${key}${last}`))
        .redirects(0)
      const path = kept.header('location') ?? ''
      await board.browser.post(`${path}/signatures`, { version: 1 }).redirects(0)
      await keeper.browser.post(`${path}/validation`, { version: 1 }).redirects(0)
    }
    // No vote was needed for the first, which the line pays; the second is more than what is left.
    assert.lengthOf(await db.from('ledger_entries').where('budget_line_id', line), 1)
    const [read] = await budgetLines()
    assert.equal(read?.spentCents, 120_000)
    assert.match(
      readable((await keeper.browser.get('/treasury')).text()),
      /1\s200\s€ sur 1\s500\s€/
    )
  })

  test('is not called without a project, nor with one dearer than all', async ({
    client,
    assert,
  }) => {
    const [awa, bastien, ...others] = await sixMembers()
    if (!awa || !bastien) throw new Error('Too few')
    const author = await as(client, awa.person)
    const form = { kind: 'budget', title: 'Le budget', reasons: 'Partageons.', year: '2026' }
    await author.post('/decide', { ...form, amount: '500', step: 'keep' }).redirects(0)
    const id = await lastProposal()
    const dear = { title: 'Une serre', cost: '900', body: 'Grande.' }
    const refused = await author.post(`/decide/${id}/projects`, dear)
    refused.assertStatus(422)
    assert.include(readable(refused.text()), 'C’est plus que tout le budget')
    await author.post(`/decide/${id}/discussion`).redirects(0)
    for (const { person } of [bastien, ...others]) {
      await (await as(client, person)).post(`/decide/${id}/supports`).redirects(0)
    }
    const call = await author.post(`/decide/${id}/call`)
    call.assertStatus(422)
    assert.include(readable(call.text()), 'Personne n’a proposé de projet')
    // Another's project is not mine to take back.
    await author.post(`/decide/${id}/projects`, { ...dear, cost: '400' }).redirects(0)
    const project = await db.from('proposal_projects').where('proposal_id', id).firstOrFail()
    const other = await as(client, bastien.person)
    ;(await other.post(`/decide/${id}/projects/${project.id}/withdrawal`)).assertStatus(404)
    await author.post(`/decide/${id}/projects/${project.id}/withdrawal`).redirects(0)
    ;(await author.post(`/decide/${id}/call`)).assertStatus(422)
  })

  test('is refused when it cannot be: {what}')
    .with([
      { what: 'no amount', form: { amount: 'beaucoup' }, says: 'Écrivez un montant' },
      { what: 'nothing', form: { amount: '0' }, says: 'Écrivez un montant' },
      { what: 'a year gone by', form: { year: '2019' }, says: 'au plus tôt 2026' },
      { what: 'no year', form: { year: 'bientôt' }, says: 'Écrivez une année' },
    ])
    .run(async ({ client, assert }, { form, says }) => {
      const [awa] = await sixMembers()
      const author = await as(client, awa?.person ?? null)
      const words = { kind: 'budget', title: 'Le budget', reasons: 'Oui.', step: 'keep' }
      const answer = await author.post('/decide', {
        ...{ ...words, amount: '500', year: '2026' },
        ...form,
      })
      answer.assertStatus(422)
      assert.include(readable(answer.text()), says)
      assert.isNull(await db.from('proposals').where('kind', 'budget').first())
    })
})

test.group('Votes about money, in both languages', (group) => {
  inTransaction(group)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('{$self} has all its sentences')
    .with(['en', 'fr'] as const)
    .run(async ({ client, assert }, language) => {
      const everyone = await sixMembers()
      const [awa] = everyone
      if (!awa) throw new Error('Nobody')
      const emile = await someoneWith('treasurer')
      const draft = await aDraftBill(emile, { cents: 125_000, on: '2026-03-01' })
      await aLine(everyone, 5000)
      await inTheBooks(
        [entryOf('2025-02-01', [debit('512100', 500), credit('7561', 500)])],
        noon('2025-02-02')
      )
      const { id } = await aBudgetDiscussed(awa.person)
      const decide = [`${id}`, `${id}/projects/new`, 'new', 'new/budget', 'new/spend']
      const pages: [Neighbour['person'], string[]][] = [
        [awa.person, [...decide, 'new/year_closing?year=2025'].map((end) => `/decide/${end}`)],
        [awa.person, ['/treasury', '/treasury/years/2025']],
        [emile, [`/treasury/drafts/${draft}`, '/treasury/years/2025/closing']],
        [emile, ['/treasury/entries/new']],
      ]
      for (const [person, paths] of pages) {
        await person.speak(language)
        const browser = await as(client, person)
        for (const path of paths) {
          const answer = await browser.get(path)
          answer.assertStatus(200)
          assert.include(answer.text(), `<html lang="${language}"`)
          assert.notInclude(answer.text(), 'translation missing', path)
        }
      }
    })
})

test.group('A spend that the members vote', (group) => {
  inTransaction(group)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  test('waits for the vote, is unlocked by it, and is paid once', async ({ client, assert }) => {
    const everyone = await sixMembers()
    const { person, browser } = await mandated(client, 'treasurer')
    const board = await mandated(client, 'board')
    const facts = { cents: 125_000, party: 'La forge', on: '2026-03-01' }
    const first = `/treasury/drafts/${await aDraftBill(person, facts)}`
    await board.browser.post(`${first}/signatures`, { version: 1 }).redirects(0)
    await browser.post(`${first}/validation`, { version: 1 }).redirects(0)
    assert.lengthOf(await db.from('ledger_entries'), 0)
    const held = (await browser.get(first)).text()
    assert.include(readable(held), 'Cette dépense demande un vote des membres')
    const [, link = ''] = /href="(\/decide\/new\/spend\?[^"]+)"/.exec(held) ?? []
    const [awa] = everyone
    const author = await as(client, awa?.person ?? null)
    const prefilled = await author.get(readable(link))
    prefilled.assertTextIncludes('value="1250"')
    prefilled.assertTextIncludes('value="La forge"')

    const asked = { cents: 125_000, purpose: 'Un four', party: 'La forge' }
    const vote = await voted('spend', asked, agreed(everyone), MARCH)
    assert.equal(vote.stage, 'adopted')
    const shown = readable((await browser.get(first)).text())
    assert.include(shown, 'Un four, à La forge')
    // A vote that was never taken opens nothing.
    await browser.post(`${first}/validation`, { version: 1, spend: '999999' }).redirects(0)
    assert.lengthOf(await db.from('ledger_entries'), 0)
    await browser.post(`${first}/validation`, { version: 1, spend: vote.id }).redirects(0)
    const entry = await db.from('ledger_entries').firstOrFail()
    assert.equal(entry.spend_proposal_id, vote.id)
    const page = await browser.get(`/treasury/entries/${entry.year}/${entry.number}`)
    page.assertTextIncludes(`Vote ${vote.id}`)

    const second = `/treasury/drafts/${await aDraftBill(person, facts)}`
    await board.browser.post(`${second}/signatures`, { version: 1 }).redirects(0)
    await browser.post(`${second}/validation`, { version: 1, spend: vote.id }).redirects(0)
    assert.lengthOf(await db.from('ledger_entries'), 1)
  })

  test('unlocks nothing when it is refused, nor more than was voted', async ({
    client,
    assert,
  }) => {
    const everyone = await sixMembers()
    const { person, browser } = await mandated(client, 'treasurer')
    const board = await mandated(client, 'board')
    const asked = { cents: 125_000, purpose: 'Un four', party: 'La forge' }
    const refused = await voted('spend', asked, agreed(everyone, NO), MARCH)
    const smaller = await voted('spend', { ...asked, cents: 110_000 }, agreed(everyone), MARCH)
    const draft = `/treasury/drafts/${await aDraftBill(person, { cents: 125_000, on: '2026-03-01' })}`
    await board.browser.post(`${draft}/signatures`, { version: 1 }).redirects(0)
    for (const { id } of [refused, smaller]) {
      await browser.post(`${draft}/validation`, { version: 1, spend: id }).redirects(0)
    }
    assert.lengthOf(await db.from('ledger_entries'), 0)
    assert.isNull(await db.from('spend_approvals').where('cents', 125_000).first())
  })

  test('is asked from the rule’s amount on, once the charter stands: {what}')
    .with([
      { what: 'a cent below', charter: true, cents: 99_999, entries: 1 },
      { what: 'the amount', charter: true, cents: 100_000, entries: 0 },
      { what: 'the amount, before the charter', charter: false, cents: 100_000, entries: 1 },
    ])
    .run(async ({ client, assert }, { charter, cents, entries }) => {
      await (charter ? sixMembers() : anAssociation(3))
      const { person, browser } = await mandated(client, 'treasurer')
      const board = await mandated(client, 'board')
      const draft = `/treasury/drafts/${await aDraftBill(person, { cents, on: '2026-03-01' })}`
      await board.browser.post(`${draft}/signatures`, { version: 1 }).redirects(0)
      await browser.post(`${draft}/validation`, { version: 1 }).redirects(0)
      assert.lengthOf(await db.from('ledger_entries'), entries)
    })
})

test.group('The accounts of a year that the members approve', (group) => {
  inTransaction(group)
  group.each.setup(() => useClock(time))
  group.each.setup(() => time.set(MARCH))

  const surplus = () =>
    inTheBooks(
      [entryOf('2025-02-01', [debit('512100', 38_000), credit('7561', 38_000)])],
      noon('2025-02-02')
    )

  test('are closed by the treasurer then, and the result goes where they said', async ({
    client,
    assert,
  }) => {
    const everyone = await sixMembers()
    await surplus()
    const { browser } = await mandated(client, 'treasurer')
    const asked = readable((await browser.get('/treasury/years/2025/closing')).text())
    assert.include(asked, 'n’ont pas encore approuvé')
    assert.include(asked, '/decide/new/year_closing?year=2025')
    await browser.post('/treasury/years/2025/closing').redirects(0)
    assert.lengthOf(await db.from('ledger_closings'), 0)

    const [awa] = everyone
    const author = await as(client, awa?.person ?? null)
    const form = await author.get('/decide/new/year_closing?year=2025')
    form.assertTextIncludes('value="2025"')
    const typed = { kind: 'year_closing', title: 'Les comptes', reasons: 'Ils sont justes.' }
    const looked = await author.post('/decide', {
      ...{ ...typed, year: '2025', appropriation: 'reserve', step: 'look' },
    })
    assert.match(readable(looked.text()), /Les comptes de 2025, excédentaires de 380\s€ à ce jour/)
    const accounts = await author.get('/treasury/years/2025')
    accounts.assertStatus(200)
    assert.notInclude(accounts.text(), '/treasury/balance')
    const payload = { year: 2025, appropriation: 'reserve' }
    const vote = await voted('year_closing', payload, agreed(everyone), MARCH)
    if (!vote.closesAt) throw new Error('No close')
    time.set(vote.closesAt)
    const keeper = (await mandated(client, 'treasurer')).browser
    const said = readable((await keeper.get('/treasury/years/2025/closing')).text())
    assert.include(said, 'Les membres ont approuvé ces comptes')
    await keeper.post('/treasury/years/2025/closing').redirects(0)
    const closing = await db.from('ledger_closings').firstOrFail()
    assert.equal(closing.adopted_by_proposal_id, vote.id)
    const entry = await db.from('ledger_entries').where('source', 'appropriation:2025').first()
    const lines = await db
      .from('ledger_lines')
      .where({ year: entry.year, number: entry.number })
      .orderBy('position')
    assert.deepEqual(
      lines.map(({ account, debit_cents, credit_cents }) => [account, debit_cents - credit_cents]),
      [
        ['120', closing.result_cents],
        ['1068', -closing.result_cents],
      ]
    )
    const year = await keeper.get('/treasury/years/2025')
    year.assertTextIncludes(`/decide/${vote.id}`)
  })

  test('stay open when the members refuse them', async ({ client, assert }) => {
    const everyone = await sixMembers()
    await surplus()
    const payload = { year: 2025, appropriation: 'reserve' }
    const vote = await voted('year_closing', payload, agreed(everyone, NO), MARCH)
    assert.equal(vote.stage, 'refused')
    const { browser } = await mandated(client, 'treasurer')
    await browser.post('/treasury/years/2025/closing').redirects(0)
    assert.lengthOf(await db.from('ledger_closings'), 0)
  })

  test('are closed by two mandates who agree, before the charter', async ({ client, assert }) => {
    await anAssociation(3)
    await surplus()
    const emile = await mandated(client, 'treasurer')
    const board = await mandated(client, 'board')
    const close = (browser: typeof emile.browser, appropriation: string) =>
      browser.post('/treasury/years/2025/closing', { appropriation }).redirects(0)
    await close(emile.browser, 'reserve')
    await close(emile.browser, 'reserve')
    await close(board.browser, 'carry_forward')
    assert.lengthOf(await db.from('ledger_closings'), 0)
    await close(board.browser, 'reserve')
    assert.lengthOf(await db.from('ledger_closings'), 1)
  })
})

/** A line of that many cents, voted by everyone. */
async function aLine(everyone: Neighbour[], cents: number): Promise<number> {
  await aBudgetVoted(everyone, [['Un four à pain', cents]], MARCH)
  const [line] = await budgetLines()
  if (!line) throw new Error('No line was voted')
  return line.id
}
