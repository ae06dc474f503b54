import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { accountFor } from '../chart/account_for.js'
import { keepDraft, type DraftEntry } from '../ledger/entry.js'
import { letterAll } from '../ledger/letter.js'
import { validateAutomatic, validateDrafts } from '../ledger/validate.js'
import { ledgerYears, openYearOf, type Year } from '../ledger/year.js'
import { labelOf } from '../postings/explained.js'
import type { YearApproval } from '../reading/approvals.js'
import { draftOf, postWaiting } from '../postings/post_facts.js'
import { side, type PostedLine } from '../postings/posting.js'
import { dedicatedLines, openingStandings, type CampaignYear, type Standing } from './year_end.js'

export type ClosingRefusal =
  'unknown' | 'closed' | 'not_over' | 'earlier_open' | 'drafts' | 'suspense'

const SUSPENSE = {
  name: 'treasury.suspense',
  text: `select coalesce(sum(debit_cents - credit_cents), 0)::bigint as cents from ledger_lines
    where year = $1 and account = $2`,
}

const DRAFTS = {
  name: 'treasury.drafts_of_year',
  text: `select count(*)::int as count from ledger_drafts where entry_on between $1 and $2`,
}

// Of periods that begin after the year, what was paid for them in it.
const IN_ADVANCE = {
  name: 'treasury.dues_in_advance',
  text: `select coalesce(sum(c.amount_cents), 0)::bigint as cents from period_coverage c
      join membership_periods p on p.id = c.period_id
    where c.payment_id is not null and p.from_on > $2
      and (c.counted_at at time zone 'Europe/Paris')::date between $1 and $2`,
}

const CAMPAIGNS = {
  name: 'treasury.campaign_years',
  text: `select campaign_id as "campaignId",
      coalesce(-sum(debit_cents - credit_cents) filter (where account = $2 and e.origin = 'opening'), 0)::bigint as "broughtForwardCents",
      coalesce(-sum(debit_cents - credit_cents) filter (where account = $3), 0)::bigint as "givenCents",
      coalesce(sum(debit_cents - credit_cents) filter (where account ~ '^(6(?!89)|2)'), 0)::bigint as "spentCents"
    from ledger_lines l join ledger_entries e using (year, number)
    where l.year = $1 and campaign_id is not null group by campaign_id order by campaign_id`,
}

const STANDINGS = {
  name: 'treasury.standings',
  text: `select account, auxiliary, case when account = $2 then campaign_id end as "campaignId",
      sum(debit_cents - credit_cents)::bigint as cents
    from ledger_lines where year = $1 group by 1, 2, 3 having sum(debit_cents) <> sum(credit_cents)
    order by 1, 2 nulls first, 3 nulls first`,
}

const RESULT = {
  name: 'treasury.result_of_year',
  text: `select coalesce(sum(credit_cents - debit_cents), 0)::bigint as cents from ledger_lines
    where year = $1 and account ~ '^[67]'`,
}

const CLOSE = {
  name: 'treasury.close_year',
  text: `insert into ledger_closings (year, entries, head, result_cents, closed_by_id, closed_at,
      adopted_by_proposal_id, appropriation)
    select year, last_position, head, $2, $3, $4, $5, $6 from ledger_counters where year = $1`,
}

/**
 * Closes a year, in one transaction: what waits is entered, dues received for the next year and
 * campaign gifts not spent yet are put aside, the balances open the year after, and nothing enters
 * it any more. Gives the result, in cents; `approval` is the vote that it follows from.
 */
export async function closeYear(
  year: number,
  closedById: number | null,
  at: Date,
  within?: TransactionClientContract,
  approval: Pick<YearApproval, 'proposalId' | 'appropriation'> | null = null
): Promise<Result<number, ClosingRefusal>> {
  const close = async (transaction: TransactionClientContract) => {
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('ledger_closing'))`)
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('ledger_automatic'))`)
    while ((await postWaiting(at, transaction)) > 0);
    while ((await validateAutomatic(at, transaction)) > 0);
    const years = await ledgerYears(transaction)
    const closing = years.find((one) => one.year === year)
    const refusal = await refusalOf(closing, years, at, transaction)
    if (refusal || !closing) return refused(refusal ?? ('unknown' as const))
    const next = await openYearOf(dayAfter(closing.endsOn), at, transaction, closedById)
    await putAside(closing, next, at, transaction)
    await letterAll(at, transaction)
    const resultCents = await resultOfYear(year, transaction)
    await openNext(closing, next, at, transaction)
    const vote = [approval?.proposalId ?? null, approval?.appropriation ?? null]
    await prepared(CLOSE, [year, resultCents, closedById, at, ...vote], transaction)
    return done(resultCents)
  }
  return within ? close(within) : db.transaction(close)
}

/** The result of a year as its entries stand, in cents: above zero for a surplus. */
export async function resultOfYear(
  year: number,
  transaction: TransactionClientContract
): Promise<number> {
  const [result] = await prepared<{ cents: number }>(RESULT, [year], transaction)
  return result?.cents ?? 0
}

/** Why a year cannot be closed now; null when it can. */
export async function closingRefusal(
  year: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<ClosingRefusal | null> {
  const years = await ledgerYears(transaction)
  const closing = years.find((one) => one.year === year)
  return refusalOf(closing, years, at, transaction)
}

async function refusalOf(
  closing: Year | undefined,
  years: Year[],
  at: Date,
  transaction?: TransactionClientContract
): Promise<ClosingRefusal | null> {
  if (!closing) return 'unknown'
  if (closing.closed) return 'closed'
  if (parisDay(at) <= closing.endsOn) return 'not_over'
  if (years.some((one) => one.year < closing.year && !one.closed)) return 'earlier_open'
  const span = [closing.startsOn, closing.endsOn]
  const [drafts] = await prepared<{ count: number }>(DRAFTS, span, transaction)
  if ((drafts?.count ?? 0) > 0) return 'drafts'
  const account = accountFor('suspense', closing.form, closing.year)
  const [suspense] = await prepared<{ cents: number }>(
    SUSPENSE,
    [closing.year, account],
    transaction
  )
  return (suspense?.cents ?? 0) === 0 ? null : 'suspense'
}

/** Entries of the last day, and what they give back on the first day of the year after. */
async function putAside(
  { year, form, startsOn, endsOn }: Year,
  next: Year,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const funds = accountFor('dedicated_funds', form, year)
  const gifts = accountFor('gifts', form, year)
  const campaigns = await prepared<CampaignYear>(CAMPAIGNS, [year, funds, gifts], transaction)
  const { kept, used } = dedicatedLines(campaigns)
  const [advance] = await prepared<{ cents: number }>(IN_ADVANCE, [startsOn, endsOn], transaction)
  const cents = Math.max(0, advance?.cents ?? 0)
  const inAdvance = [side('dues', cents), side('dues_in_advance', -cents)]
  const ofBefore = [side('dues_in_advance', cents), side('dues', -cents)]
  const entries: Array<[string, string, PostedLine[]]> = [
    ['dedicated_out', endsOn, used],
    ['dedicated_in', endsOn, kept],
    ['dues_in_advance', endsOn, cents > 0 ? inAdvance : []],
    ['dues_of_before', next.startsOn, cents > 0 ? ofBefore : []],
  ]
  for (const [key, day, lines] of entries) {
    if (lines.length === 0) continue
    const posting = { key, day, lines, year }
    await write(inventory(posting, day === endsOn ? { year, form } : next), at, transaction)
  }
}

function inventory(
  { key, day, lines, year }: { key: string; day: string; lines: PostedLine[]; year: number },
  of: Pick<Year, 'year' | 'form'>
): DraftEntry {
  const posting = {
    journal: 'OD' as const,
    day,
    pieceRef: `INVENTAIRE-${year}`,
    explanation: { key },
    source: `year_end:${year}:${key}`,
    lines,
  }
  return { ...draftOf(posting, day, of), origin: 'inventory' }
}

async function openNext(
  { year, form }: Year,
  next: Year,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const funds = accountFor('dedicated_funds', form, year)
  const standings = await prepared<Standing>(STANDINGS, [year, funds], transaction)
  const opening = openingStandings(standings, {
    surplus: accountFor('result_surplus', form, year),
    deficit: accountFor('result_deficit', form, year),
  })
  if (opening.length === 0) return
  const explanation = { key: 'opening' }
  const entry: DraftEntry = {
    journal: 'AN',
    entryOn: next.startsOn,
    pieceRef: `AN-${next.year}`,
    pieceOn: next.startsOn,
    paidOn: null,
    label: labelOf(explanation),
    explanation,
    origin: 'opening',
    source: `opening:${next.year}`,
    reverses: null,
    signaturesNeeded: 0,
    lines: opening.map(({ account, auxiliary, campaignId, cents }) => ({
      account,
      auxiliary,
      debitCents: Math.max(0, cents),
      creditCents: Math.max(0, -cents),
      campaignId,
      paymentId: null,
    })),
  }
  await write(entry, at, transaction)
}

async function write(entry: DraftEntry, at: Date, transaction: TransactionClientContract) {
  const id = await keepDraft(entry, null, at, transaction)
  await validateDrafts([id], at, null, transaction)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
