import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { TRIAL_BALANCE } from '#treasury/exports/trial_balance_statement'
import { YEAR_BALANCE } from '#treasury/reading/trial_balance_statements'
import { ceiling, type Figure, median } from './figure.js'
import { fillLedger, type LedgerSize } from './ledger_rows.js'
import { productVariables, ROOT, type Where } from './programs.js'
import { withClient } from './seed.js'

const FORMATS = ['fec', 'hledger', 'beancount', 'csv'] as const
/** As `npm run ace` runs it: what the runtime collects late would be counted as the export's. */
const MODEST = ['--max-semi-space-size=1', '--optimize-for-size']
const NO_YEAR = 1000
const LEAST_RATIO = 0.33
const MOST_MEMORY = 200
const MOST_MILLISECONDS = 300

/** The rows of each file as they stand in the tables, in the file's order. */
const COLUMNS = {
  fec: `e.journal, j.label, e.number, e.entry_on, l.account, a.label, l.auxiliary, e.piece_ref, e.piece_on, e.label,
    l.debit_cents, l.credit_cents, t.code, t.lettered_on, e.validated_on`,
  csv: `e.number, e.entry_on, e.journal, e.piece_ref, e.piece_on, l.account, a.label, l.auxiliary, e.label, l.debit_cents,
    l.credit_cents, t.code, e.validated_on`,
  hledger: `e.entry_on, e.number, e.label, e.piece_ref, e.journal, e.validated_on, l.account, a.label, l.debit_cents,
    l.credit_cents, l.auxiliary`,
}
const LETTERING = `left join ledger_lettered_lines g on g.year = l.year and g.number = l.number and g.position = l.position
  left join ledger_letterings t on t.id = g.lettering_id`

function copyOf(format: (typeof FORMATS)[number], year: number): string {
  const columns = format === 'beancount' ? COLUMNS.hledger : COLUMNS[format]
  const lettered = format === 'fec' || format === 'csv'
  const order = lettered ? 'e.number, l.position' : 'e.entry_on, e.number, l.position'
  return `copy (select ${columns} from ledger_lines l
    join ledger_entries e on e.year = l.year and e.number = l.number
    join ledger_journals j on j.code = e.journal
    join ledger_accounts a on a.year = l.year and a.code = l.account
    ${lettered ? LETTERING : ''} where l.year = ${year} order by ${order}) to stdout`
}

/**
 * A year of books written to files by `ledger:export`, its start aside, beside PostgreSQL's COPY of the
 * same rows; the most memory that the command took; and the trial balance of the year.
 */
export async function measureLedger(
  where: Where,
  size: LedgerSize,
  rounds: number
): Promise<Figure[]> {
  await withClient(where.ownerUrl, (owner) => fillLedger(owner, size))
  const lines = size.pairs * 5
  const start = await secondsToStart(where, rounds)
  const figures: Figure[] = []
  const most: number[] = []
  for (const format of FORMATS) {
    const ours: number[] = []
    const limit: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      limit.push(lines / (await secondsOfCopy(where, copyOf(format, size.year))))
      const { seconds, memory } = await exportOnce(where, format, size.year)
      ours.push(lines / (seconds - start))
      most.push(memory)
    }
    figures.push(beside(`books as ${format}, beside COPY of the same rows`, ours, limit))
  }
  const balance = (text: string) => milliseconds(where, text, size.year)
  return [
    ...figures,
    { name: 'start of the command', unit: 's', ours: start },
    ceiling(
      `memory of ledger:export, ${lines} lines, at its most`,
      'MB',
      Math.max(...most),
      MOST_MEMORY
    ),
    ceiling(
      `trial balance of ${lines} lines`,
      'ms',
      await balance(YEAR_BALANCE.text),
      MOST_MILLISECONDS
    ),
    ceiling(
      'the same, what was opened apart',
      'ms',
      await balance(TRIAL_BALANCE.text),
      MOST_MILLISECONDS
    ),
  ]
}

/** What the command takes before it writes anything: there are no books of that year. */
async function secondsToStart(where: Where, rounds: number): Promise<number> {
  const runs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push((await exportOnce(where, 'fec', NO_YEAR)).seconds)
  }
  return median(runs)
}

function beside(name: string, ours: number[], limit: number[]): Figure {
  const ratio = median(ours) / median(limit)
  return {
    ...{ name, unit: 'lines/s', ours: median(ours), limit: median(limit), ratio },
    ...{ must: `≥ ${LEAST_RATIO}`, met: ratio >= LEAST_RATIO },
  }
}

function secondsOfCopy({ applicationUrl }: Where, text: string): Promise<number> {
  return withClient(applicationUrl, async (client) => {
    const begun = performance.now()
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    await pipeline(client.query(copyTo(text)), nowhere)
    return (performance.now() - begun) / 1000
  })
}

/** One run of the command, as anyone would call it; memory in MB (its peak, as Linux counts it). */
async function exportOnce(where: Where, format: string, year: number) {
  const folder = mkdtempSync(join(tmpdir(), 'placette-export-'))
  const begun = performance.now()
  const words = ['ledger:export', format, `--year=${year}`, `--out=${folder}`]
  const program = [...MODEST, join(ROOT, 'build', 'ace.js'), ...words]
  const address = { HOST: '127.0.0.1', PORT: '9', APP_URL: 'http://localhost' }
  const child = spawn(process.execPath, program, {
    cwd: ROOT,
    env: { ...productVariables(where), ...address, MALLOC_ARENA_MAX: '2' },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  let memory = 0
  const watch = setInterval(() => (memory = Math.max(memory, peakOf(child.pid))), 50)
  const [code] = await once(child, 'exit')
  clearInterval(watch)
  const seconds = (performance.now() - begun) / 1000
  rmSync(folder, { recursive: true, force: true })
  if (code !== (year === NO_YEAR ? 1 : 0))
    throw new Error(`ledger:export ${format} ended with ${code}`)
  return { seconds, memory }
}

function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return (Number(kilobytes ?? 0) * 1024) / 1e6
  } catch {
    // It has just ended.
    return 0
  }
}

/** The median of nine, as the application's role, once the rows are in memory. */
function milliseconds({ applicationUrl }: Where, text: string, year: number): Promise<number> {
  return withClient(applicationUrl, async (client: pg.Client) => {
    const times: number[] = []
    for (let time = 0; time < 10; time += 1) {
      const begun = performance.now()
      await client.query({ name: 'bench.balance', text, values: [year] })
      if (time > 0) times.push(performance.now() - begun)
    }
    return median(times)
  })
}
