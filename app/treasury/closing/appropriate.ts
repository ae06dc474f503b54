import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { keepDraft } from '../ledger/entry.js'
import { validateDrafts } from '../ledger/validate.js'
import { ledgerYears } from '../ledger/year.js'
import { labelOf } from '../postings/explained.js'
import { appropriationLines, type Appropriation, type Standings } from './appropriation.js'

const STANDINGS = {
  name: 'treasury.equity_standings',
  text: `select coalesce(sum(debit_cents - credit_cents) filter (where account = '119'), 0)::bigint as "lossesCents",
      coalesce(sum(credit_cents - debit_cents) filter (where account = '1061'), 0)::bigint as "legalReserveCents",
      coalesce(sum(credit_cents - debit_cents) filter (where account = '1013'), 0)::bigint as "capitalCents"
    from ledger_lines where year = $1`,
}

/** What became of a year's result, and who closed it. */
export interface Appropriated {
  year: number
  resultCents: number
  to: Appropriation
  personId: number
}

/** Writes in the year after what a result becomes: 120 or 129 is empty again. */
export async function appropriate(
  { year, resultCents, to, personId }: Appropriated,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const next = (await ledgerYears(transaction)).find((one) => one.year === year + 1)
  if (!next) throw new Error(`No year follows ${year}`)
  const [found] = await prepared<Omit<Standings, 'resultCents'>>(
    STANDINGS,
    [next.year],
    transaction
  )
  if (!found) throw new Error('Sums give a row')
  const lines = appropriationLines(to, next.form, { ...found, resultCents })
  if (lines.length === 0) return
  const explanation = { key: 'appropriation', year: String(year) }
  const today = parisDay(at)
  const entryOn = today > next.endsOn ? next.endsOn : today
  const id = await keepDraft(
    {
      ...{ journal: 'OD', entryOn, pieceOn: entryOn, paidOn: null, reverses: null },
      ...{ pieceRef: `AFFECTATION-${year}`, label: labelOf(explanation), explanation, lines },
      ...{ origin: 'inventory', source: `appropriation:${year}`, signaturesNeeded: 0 },
    },
    personId,
    at,
    transaction
  )
  await validateDrafts([id], at, personId, transaction)
}
