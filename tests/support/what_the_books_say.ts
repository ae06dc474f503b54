import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import { exportedYear } from '#treasury/exports/exported_year'
import { fec } from '#treasury/exports/fec'
import { fromOneSnapshot } from '#treasury/exports/snapshot'
import { validateFec, type FecReport } from '#treasury/fec/validate_fec'
import { verifyAllYears } from '#treasury/ledger/verify'
import { monthTotals } from '#treasury/reading/month_totals'
import { standing } from '#treasury/reading/public_sums'
import { keepBooks } from '#treasury/postings/keep_books'
import { asOwner } from '#tests/support/own_database'
import { ledgerYears, type Year } from '#treasury/ledger/year'

/** Every line about a payment, in the books or on its way there. */
const WRITTEN = `select payment_id, account, debit_cents - credit_cents as cents from ledger_draft_lines
  union all select payment_id, account, debit_cents - credit_cents from ledger_lines`

const HELD = `with written as (${WRITTEN}), held as (
    select payment_id, sum(cents) filter (where account like '512%' or account in ('530', '5112')) as money,
      sum(cents) filter (where account = '6278') as fees,
      sum(cents) filter (where account = '411') as owed,
      -sum(cents) filter (where account = '7561') as dues,
      -sum(cents) filter (where account = '75411') as gifts,
      -sum(cents) filter (where account = '4191') as advances,
      sum(cents) as balance
    from written where payment_id is not null group by payment_id
  ), moved as (
    select payment_id, sum(amount_cents) as money,
      -sum(amount_cents) filter (where kind in ('fee', 'dispute_fee')) as fees
    from money_movements where payment_id is not null group by payment_id
  )
  select p.ref, coalesce(h.money, 0)::int as money, coalesce(h.fees, 0)::int as fees, coalesce(h.owed, 0)::int as owed,
    coalesce(h.dues, 0)::int as dues, coalesce(h.gifts, 0)::int as gifts, coalesce(h.advances, 0)::int as advances,
    coalesce(h.balance, 0)::int as balance,
    coalesce(m.money, 0)::int as "movedMoney", coalesce(m.fees, 0)::int as "movedFees",
    (select coalesce(sum(amount_cents), 0)::int from period_coverage where payment_id = p.id) as covered,
    (select coalesce(sum(amount_cents), 0)::int from gift_money where payment_id = p.id) as given
  from payments p left join held h on h.payment_id = p.id left join moved m on m.payment_id = p.id order by p.id`

/**
 * Of each payment, the books say to the cent what its account says, what counts as dues and as
 * gifts, and hold the rest as the payer's: nothing waits, and each draft is balanced.
 */
export async function assertBooksHoldMoney(assert: Assert) {
  const { rows } = await db.rawQuery(HELD)
  for (const row of rows) {
    const { ref, movedMoney, movedFees, covered, given, ...held } = row
    assert.deepEqual(
      held,
      {
        money: movedMoney,
        fees: movedFees,
        owed: 0,
        dues: covered,
        gifts: given,
        advances: movedMoney + movedFees - covered - given,
        balance: 0,
      },
      `what the books say of ${ref}`
    )
  }
  const waiting = await db.from('ledger_waiting').whereNotNull('payment_id')
  assert.lengthOf(waiting, 0, 'facts without an entry')
  const uneven = await db.rawQuery(`select draft_id from ledger_draft_lines group by draft_id
    having sum(debit_cents) <> sum(credit_cents)`)
  assert.lengthOf(uneven.rows, 0, 'drafts that are not balanced')
}

/** A year's FEC, checked by every rule, its chart and the database's own sums. */
export async function checkedFec({
  year,
  startsOn,
  endsOn,
  openingReserved,
}: Year): Promise<FecReport> {
  const { rows: accounts } = await db.rawQuery(
    'select code, label from ledger_accounts where year = ?',
    [year]
  )
  const { rows: sums } = await db.rawQuery(
    `select account, sum(debit_cents)::bigint as "debitCents", sum(credit_cents)::bigint as "creditCents"
      from ledger_lines where year = ? group by account`,
    [year]
  )
  const opened = await db.from('ledger_entries').where({ year, number: 1 }).first()
  return validateFec(fecOf(year), {
    startsOn,
    endsOn,
    openingLeftOut: openingReserved && !opened,
    accounts: new Map(
      accounts.map(({ code, label }: { code: string; label: string }) => [code, label])
    ),
    trialBalance: new Map(sums.map((one: { account: string }) => [one.account, one])),
  })
}

const OF_ACCOUNT = `select coalesce(sum(l.debit_cents - l.credit_cents), 0)::int as cents
  from ledger_lines l join ledger_entries e using (year, number) where l.account = ? and e.origin <> 'opening'`

const OF_PROVIDER = `select coalesce(sum(amount_cents), 0)::int as cents from money_movements where provider = ?`

/** Providers' accounts, payments, books and the file for the administration: the same cents. */
export async function assertOneTruth(assert: Assert) {
  await assertBooksHoldMoney(assert)
  assert.deepEqual(
    (await verifyAllYears()).flatMap(({ fault }) => fault ?? []),
    []
  )
  for (const [account, provider] of [
    ['512200', 'stripe'],
    ['512300', 'mollie'],
    ['512900', 'demo'],
  ]) {
    const books = await db.rawQuery(OF_ACCOUNT, [account ?? ''])
    const statement = await db.rawQuery(OF_PROVIDER, [provider ?? ''])
    assert.deepEqual(books.rows, statement.rows, provider)
  }
  let held = 0
  let income = 0
  let costs = 0
  for (const year of await ledgerYears()) {
    const { faults, lines } = await checkedFec(year)
    assert.deepEqual(faults, [], `the FEC of ${year.year}`)
    assert.isAbove(lines, 0)
    held += await inFec(year, /^5/)
    income -= await inFec(year, /^7(?!89)/)
    costs += await inFec(year, /^6(?!89)/)
  }
  // What the gauge and the public page show, from what the files say.
  const months = await monthTotals('2000-01-01', '2100-01-01')
  const total = (kind: string) =>
    months.reduce((sum, { account, cents }) => sum + (account.startsWith(kind) ? cents : 0), 0)
  assert.deepEqual([total('7'), total('6')], [income, costs])
  assert.equal((await standing()).moneyCents, held)
  const { rows } = await db.rawQuery(MOVED_AND_WRITTEN)
  assert.equal(held, rows[0].cents)
}

// Every cent that a provider, the bank, the cash box saw move, and what the treasurer wrote besides.
const MOVED_AND_WRITTEN = `select ((select coalesce(sum(amount_cents), 0) from money_movements
      where kind not in ('payout', 'payout_failure'))
    + (select coalesce(sum(l.debit_cents - l.credit_cents), 0) from ledger_lines l
        join ledger_entries e using (year, number) where e.origin = 'by_hand' and l.account like '5%'))::int as cents`

/** What a year's file says of some accounts, in cents, above zero on the debit; openings left out. */
async function inFec({ year }: Year, accounts: RegExp): Promise<number> {
  let text = ''
  for await (const piece of fecOf(year)) text += piece.toString()
  const amount = (field = '') => Number(field.replace(',', ''))
  return text
    .split('\r\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([journal, , , , account = '']) => journal !== 'AN' && accounts.test(account))
    .reduce((sum, fields) => sum + amount(fields[11]) - amount(fields[12]), 0)
}

const fecOf = (year: number) =>
  fromOneSnapshot(async function* (books) {
    const exported = await exportedYear(year, books)
    if (exported) yield* fec(exported, books)
  })

// All that follows from facts, wherever it is by now, without the numbers that only its order gave.
const AUTOMATIC = `with heads as (
    select draft_id as id, journal, entry_on, piece_ref, label, source from ledger_entries where origin = 'automatic'
    union all select id, journal, entry_on, piece_ref, label, source from ledger_drafts where origin = 'automatic'
  ), sides as (
    select e.draft_id as id, l.account, l.auxiliary, l.debit_cents, l.credit_cents, l.campaign_id, l.payment_id
      from ledger_lines l join ledger_entries e using (year, number)
    union all select draft_id, account, auxiliary, debit_cents, credit_cents, campaign_id, payment_id
      from ledger_draft_lines
  )
  select concat_ws('|', h.source, h.journal, h.entry_on, h.piece_ref, h.label, s.account, s.auxiliary, s.debit_cents,
      s.credit_cents, s.campaign_id, s.payment_id) as line
    from heads h join sides s using (id) order by 1`

/** As a database that had all the facts before it had a ledger: nothing written, everything waiting. */
const BEFORE_THE_LEDGER = `truncate ledger_years, ledger_counters, ledger_accounts, ledger_entries, ledger_lines,
    ledger_entry_papers, ledger_entry_signatures, ledger_letterings, ledger_lettered_lines, ledger_closings,
    ledger_drafts, ledger_draft_lines, ledger_draft_papers, ledger_draft_signatures, ledger_waiting,
    year_approvals, year_closing_signatures;
  insert into ledger_waiting select 'movement', id, payment_id, recorded_at from money_movements;
  insert into ledger_waiting select 'coverage', id, payment_id, counted_at from period_coverage;
  insert into ledger_waiting select 'gift_money', id, payment_id, counted_at from gift_money;
  insert into ledger_waiting select 'share_money', id, payment_id, counted_at from share_money;
  insert into ledger_waiting select 'shares', id, null, counted_at from share_movements;
  insert into ledger_waiting select 'share_refund', withdrawal_id, null, refunded_at from share_refunds;
  insert into ledger_waiting select 'in_kind', gift_in_kind_id, null, decided_at from gift_in_kind_decisions;
  insert into ledger_waiting select 'cheque_deposit', id, null, made_at from cheque_deposits`

/** What happened before the ledger existed is replayed into the very same entries. */
export async function assertReplayIsTheSame(assert: Assert, at: Date) {
  const written = await db.rawQuery(AUTOMATIC)
  await asOwner(async (owner) => {
    const { rows } =
      await owner.query(`select tgname, tgrelid::regclass as owner_table from pg_trigger
      where tgname like 'ledger_%_stand' or tgname like 'year_%_stand'`)
    for (const { tgname, owner_table: table } of rows) {
      await owner.query(`alter table ${table} disable trigger ${tgname}`)
    }
    await owner.query(BEFORE_THE_LEDGER)
    for (const { tgname, owner_table: table } of rows) {
      await owner.query(`alter table ${table} enable trigger ${tgname}`)
    }
  })
  const { entries } = await keepBooks(at)
  assert.isAbove(entries, 0)
  const again = await db.rawQuery(AUTOMATIC)
  assert.deepEqual(again.rows, written.rows)
  await assertOneTruth(assert)
}
