import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { budgetLines } from '#treasury/reading/budget_lines'
import { keepDraft, type DraftEntry } from '#treasury/ledger/entry'
import { validateDrafts } from '#treasury/ledger/validate'
import { openYearOf } from '#treasury/ledger/year'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { noon } from '#tests/support/dues'
import { aBudgetVoted } from '#tests/support/money_votes'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { anAssociation, aProposal, voted, YES, type Neighbour } from '#tests/support/votes'

const MARCH = noon('2026-03-02')
const LATER = noon('2026-06-01')

const owner = (statement: string) => asOwner((client) => client.query(statement))
const agreed = (everyone: Neighbour[]) => everyone.map((one): [Neighbour, typeof YES] => [one, YES])

/** What left the bank that day, paid by a line or a vote; commits, or throws what the database says. */
async function paid(
  cents: number,
  by: { line?: number; spend?: number; needed?: boolean } = {},
  day = '2026-05-04',
  other: Partial<DraftEntry> = {}
) {
  const lines = [debit('6135', cents), credit('512100', cents)]
  return db.transaction(async (transaction) => {
    await openYearOf(day, LATER, transaction)
    const entry = entryOf(day, lines, { budgetLineId: by.line ?? null, ...other })
    const id = await keepDraft(entry, null, LATER, transaction)
    await transaction
      .from('ledger_drafts')
      .where('id', id)
      .update({ spend_proposal_id: by.spend ?? null, member_vote_needed: by.needed ?? false })
    return validateDrafts([id], LATER, null, transaction)
  })
}

const spendOf = (cents: number, everyone: Neighbour[]) =>
  voted('spend', { cents, purpose: 'Un four', party: 'La forge' }, agreed(everyone), MARCH)

async function aLine(cents: number): Promise<number> {
  await aBudgetVoted(await anAssociation(3), [['Un four', cents]], MARCH)
  const [line] = await budgetLines()
  if (!line) throw new Error('No line was voted')
  return line.id
}

test.group('What votes decided about money', (group) => {
  ownDatabase(group)

  test('names a vote that was adopted: {table}')
    .with([
      { table: 'budgets', columns: 'year, cents, adopted_at', values: '2026, 100, now()' },
      {
        ...{ table: 'spend_approvals', columns: 'cents, purpose, party, approved_at' },
        values: `100, 'Un four', 'La forge', now()`,
      },
      {
        ...{ table: 'year_approvals', columns: 'year, appropriation, approved_at' },
        values: `2025, 'reserve', now()`,
      },
    ])
    .run(async ({ assert }, { table, columns, values }) => {
      const everyone = await anAssociation(3)
      await inTheBooks([entryOf('2025-05-04', [debit('626', 5), credit('512100', 5)])], LATER)
      const [awa] = everyone
      if (!awa) throw new Error('Nobody')
      const { id } = await aProposal('consultation', {}, awa.person, MARCH)
      const forged = `insert into ${table} (adopted_by_proposal_id, ${columns})
        values (${id}, ${values})`
      await assert.rejects(() => db.rawQuery(forged), /decided_by_a_vote/)
      await owner(`drop trigger ${table}_decided on ${table}`)
      await db.rawQuery(forged)
    })

  test('shares out no more than the budget: any lines', async ({ assert }) => {
    const everyone = await anAssociation(3)
    const projects = [1, 2, 3, 4].map((one): [string, number] => [`Projet ${one}`, 30_000])
    const id = await aBudgetVoted(everyone, projects, MARCH, 100_000)
    const lines = await budgetLines()
    assert.isAtMost(
      lines.reduce((sum, { cents }) => sum + cents, 0),
      100_000
    )
    assert.isAbove(lines.length, 0)
    const missing = [1, 2, 3, 4].find(
      (option) => !lines.some(({ label }) => label === `Projet ${option}`)
    )
    const forged = `insert into budget_lines (adopted_by_proposal_id, option, label, cents)
      values (${id}, ${missing}, 'De plus', 30000)`
    await assert.rejects(() => db.rawQuery(forged), /budget_lines_within_total/)
    await owner('drop trigger budget_lines_within_total on budget_lines')
    await db.rawQuery(forged)
  })

  test('a line pays no more than it holds, whatever is paid and undone', async ({ assert }) => {
    const line = await aLine(100_000)
    let left = 100_000
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60_000 }), async (cents) => {
        const went = await paid(cents, { line }).then(
          () => true,
          (error: unknown) => {
            assert.match(String(error), /budget_lines_not_overspent/)
            return false
          }
        )
        assert.equal(went, cents <= left)
        if (went) left -= cents
        const [read] = await budgetLines()
        assert.equal(read?.spentCents, 100_000 - left)
      }),
      { numRuns: 25 }
    )
    await assert.rejects(() => paid(left + 1, { line }), /budget_lines_not_overspent/)
    await assert.rejects(() => paid(1, { line }, '2025-05-04'), /budget_lines_of_the_year/)
    await owner('drop trigger ledger_entries_paid_by on ledger_entries')
    await paid(left + 1, { line })
  })

  test('what is undone is on the line again', async ({ assert }) => {
    const line = await aLine(100_000)
    const [entry] = await paid(100_000, { line })
    await assert.rejects(() => paid(1, { line }), /budget_lines_not_overspent/)
    await db.transaction(async (transaction) => {
      const back = entryOf('2026-05-05', [debit('512100', 100_000), credit('6135', 100_000)], {
        ...{ origin: 'counter', reverses: entry ?? null, budgetLineId: line },
      })
      const id = await keepDraft(back, null, LATER, transaction)
      await validateDrafts([id], LATER, null, transaction)
    })
    await paid(100_000, { line })
    assert.equal((await budgetLines())[0]?.spentCents, 100_000)
  })

  test('a spend is paid once, and not beyond what was voted', async ({ assert }) => {
    const { id: spend } = await spendOf(125_000, await anAssociation(4))
    await assert.rejects(() => paid(125_001, { spend, needed: true }), /spend_within_the_vote/)
    await paid(125_000, { spend, needed: true })
    await assert.rejects(() => paid(10, { spend, needed: true }), /spend_used_once/)
    await owner('drop trigger ledger_entries_paid_by on ledger_entries')
    await paid(10, { spend, needed: true })
  })

  test('two who pay by the same vote at once: one of them does', async ({ assert }) => {
    const { id: spend } = await spendOf(125_000, await anAssociation(4))
    const both = await Promise.allSettled([
      paid(125_000, { spend, needed: true }),
      paid(125_000, { spend, needed: true }),
    ])
    assert.lengthOf(
      both.filter(({ status }) => status === 'fulfilled'),
      1
    )
  })

  test('what waits for a vote enters by nothing else', async ({ assert }) => {
    await anAssociation(1)
    await assert.rejects(() => paid(125_000, { needed: true }), /ledger_entries_voted/)
    await owner('drop trigger ledger_entries_paid_by on ledger_entries')
    await paid(125_000, { needed: true })
  })

  test('a closing names the vote that approved that very year', async ({ assert }) => {
    const everyone = await anAssociation(4)
    for (const day of ['2024-05-04', '2025-05-04']) {
      await inTheBooks([entryOf(day, [debit('626', 5), credit('512100', 5)])], LATER)
    }
    const asked = { year: 2025, appropriation: 'reserve' }
    const { id } = await voted('year_closing', asked, agreed(everyone), MARCH)
    const close = (appropriation: string) =>
      db.rawQuery(`insert into ledger_closings
        (year, entries, head, result_cents, closed_at, adopted_by_proposal_id, appropriation)
        select year, last_position, head, 0, '2026-06-01', ${id}, '${appropriation}'
        from ledger_counters where year = 2024`)
    await assert.rejects(() => close('reserve'), /ledger_closings_approval_fkey/)
    await owner('alter table ledger_closings drop constraint ledger_closings_approval_fkey')
    await close('reserve')
  })
})
