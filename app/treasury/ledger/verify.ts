import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'

/** What is wrong with a year's books, at the first difference; null when nothing is. */
export interface LedgerFault {
  fault:
    | 'gap'
    | 'broken_link'
    | 'wrong_hash'
    | 'wrong_content'
    | 'unbalanced'
    | 'out_of_year'
    | 'cut_tail'
    | 'lettering'
  number: number
}

export interface LedgerCheck {
  year: number
  entries: number
  debitCents: number
  creditCents: number
  /** In hexadecimal. */
  head: string
  fault: LedgerFault | null
}

interface Row {
  number: number
  position: number
  journal: string
  entryOn: string
  pieceRef: string
  pieceOn: string
  paidOn: string | null
  valueOn: string | null
  importedOn: string | null
  label: string
  origin: string
  source: string | null
  reversesYear: number | null
  reversesNumber: number | null
  validatedAt: Date
  contentHash: Buffer
  previousHash: Buffer
  hash: Buffer
  lines: Array<{
    position: number
    account: string
    auxiliary: string | null
    debit: number
    credit: number
    campaign: number | null
    payment: number | null
  }>
  papers: string[]
  inYear: boolean
}

const PAGE = 2000

const ENTRIES = {
  name: 'treasury.verify_entries',
  text: `select e.number, e.position, e.journal, e.entry_on::text as "entryOn", e.piece_ref as "pieceRef",
      e.piece_on::text as "pieceOn", e.paid_on::text as "paidOn", e.value_on::text as "valueOn",
      e.imported_on::text as "importedOn", e.label, e.origin, e.source, e.reverses_year as "reversesYear",
      e.reverses_number as "reversesNumber", e.validated_at as "validatedAt", e.content_hash as "contentHash",
      e.previous_hash as "previousHash", e.hash, e.entry_on between y.starts_on and y.ends_on as "inYear",
      (select coalesce(json_agg(json_build_object('position', l.position, 'account', l.account, 'auxiliary', l.auxiliary,
          'debit', l.debit_cents, 'credit', l.credit_cents, 'campaign', l.campaign_id, 'payment', l.payment_id)
          order by l.position), '[]') from ledger_lines l where l.year = e.year and l.number = e.number) as lines,
      (select coalesce(json_agg(encode(p.sha256, 'hex') order by p.sha256), '[]') from ledger_entry_papers p
        where p.year = e.year and p.number = e.number) as papers
    from ledger_entries e join ledger_years y using (year)
    where e.year = $1 and e.position > $2 order by e.position limit ${PAGE}`,
}

const COUNTER = {
  name: 'treasury.verify_counter',
  text: `select c.last_number as "lastNumber", c.last_position as "lastPosition", encode(c.head, 'hex') as head,
      y.opening_reserved as "openingReserved",
      exists (select from ledger_entries e where e.year = c.year and e.number = 1) as opened,
      (select l.entries from ledger_closings l where l.year = c.year) as "closedAfter",
      (select encode(l.head, 'hex') from ledger_closings l where l.year = c.year) as "closedHead"
    from ledger_counters c join ledger_years y using (year) where c.year = $1`,
}

const UNEVEN_LETTERS = {
  name: 'treasury.verify_letters',
  text: `select min(l.number) as number from ledger_lettered_lines g join ledger_lines l using (year, number, position)
    where l.year = $1 group by g.lettering_id having sum(l.debit_cents) <> sum(l.credit_cents) limit 1`,
}

interface Counter {
  lastNumber: number
  lastPosition: number
  head: string
  openingReserved: boolean
  opened: boolean
  closedAfter: number | null
  closedHead: string | null
}

/**
 * Walks a year's entries in the order of their validation and recomputes what the database said of
 * each: its content, its link, its number, its balance; then the end, so that a cut tail is seen.
 */
export async function verifyLedger(year: number): Promise<LedgerCheck> {
  const check: LedgerCheck = {
    year,
    entries: 0,
    debitCents: 0,
    creditCents: 0,
    head: '',
    fault: null,
  }
  let head: Buffer = createHash('sha256').update(`ledger-${year}`).digest()
  const [counter] = await prepared<Counter>(COUNTER, [year])
  if (!counter) throw new Error(`The year ${year} is not opened`)
  let next = counter.openingReserved ? 2 : 1
  for (let page = PAGE; page === PAGE;) {
    const rows = await prepared<Row>(ENTRIES, [year, check.entries])
    page = rows.length
    for (const row of rows) {
      const number = row.origin === 'opening' ? 1 : next++
      const fault = faultOf(year, row, check.entries + 1, number, head)
      if (fault)
        return { ...check, head: head.toString('hex'), fault: { fault, number: row.number } }
      check.entries += 1
      for (const { debit, credit } of row.lines) {
        check.debitCents += debit
        check.creditCents += credit
      }
      head = row.hash
    }
  }
  check.head = head.toString('hex')
  const [uneven] = await prepared<{ number: number }>(UNEVEN_LETTERS, [year])
  if (uneven) check.fault = { fault: 'lettering', number: uneven.number }
  const last = next - 1
  const isCut =
    counter.lastNumber !== last ||
    counter.lastPosition !== check.entries ||
    counter.head !== check.head ||
    (counter.closedAfter !== null &&
      (counter.closedAfter !== check.entries || counter.closedHead !== check.head))
  if (isCut) check.fault = { fault: 'cut_tail', number: last }
  return check
}

/** Every year of the books, checked; the first one first. */
export async function verifyAllYears(): Promise<LedgerCheck[]> {
  const years = await db.from('ledger_years').orderBy('year').select('year')
  const checks: LedgerCheck[] = []
  for (const { year } of years) checks.push(await verifyLedger(year))
  return checks
}

function faultOf(
  year: number,
  row: Row,
  position: number,
  number: number,
  head: Buffer
): LedgerFault['fault'] | null {
  if (row.position !== position || row.number !== number) return 'gap'
  if (!row.previousHash.equals(head)) return 'broken_link'
  if (!contentHash(year, row).equals(row.contentHash)) return 'wrong_content'
  if (!linkHash(year, row).equals(row.hash)) return 'wrong_hash'
  const rest = row.lines.reduce((sum, { debit, credit }) => sum + debit - credit, 0)
  if (rest !== 0 || row.lines.length < 2) return 'unbalanced'
  return row.inYear ? null : 'out_of_year'
}

function linkHash(year: number, row: Row): Buffer {
  const link = [
    year,
    row.number,
    row.position,
    row.validatedAt.getTime(),
    row.contentHash.toString('hex'),
    row.previousHash.toString('hex'),
  ]
  return createHash('sha256').update(link.join('|')).digest()
}

/** SHA-256 of the entry as one text: its head, then a line per line, then its documents' hashes. */
function contentHash(year: number, row: Row): Buffer {
  const head = [
    year,
    row.journal,
    row.entryOn,
    row.pieceRef,
    row.pieceOn,
    row.paidOn ?? '',
    row.valueOn ?? '',
    row.importedOn ?? '',
    row.label,
    row.origin,
    row.source ?? '',
    row.reversesYear ?? '',
    row.reversesNumber ?? '',
  ]
  const lines = row.lines.map((line) =>
    [
      line.position,
      line.account,
      line.auxiliary ?? '',
      line.debit,
      line.credit,
      line.campaign ?? '',
      line.payment ?? '',
    ].join('|')
  )
  const text = [head.join('|'), ...lines, ...row.papers].join('\n')
  return createHash('sha256').update(text).digest()
}
