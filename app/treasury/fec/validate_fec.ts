import { AccountSums, type TrialBalance } from './account_sums.js'
import { amountsOf } from './amount.js'
import { checkRow } from './check_row.js'
import { EntrySequence } from './entry_sequence.js'
import { FaultLog, type FecFault } from './faults.js'
import { FEC_FIELDS, rowOf } from './fields.js'
import { checkFileName } from './file_name.js'
import { readLines, type FecSource } from './read_lines.js'

/** What a file is checked against; `startsOn` and `endsOn` are days, as `2026-12-31`. */
export interface FecExpectations {
  fileName?: string
  startsOn: string
  endsOn: string
  /** Names of the accounts by their numbers. */
  accounts?: ReadonlyMap<string, string>
  trialBalance?: TrialBalance
  /** An interim export leaves number 1 to the opening and begins at 2. */
  openingLeftOut?: boolean
}

/** What a file holds (lines without the header) and every rule it breaks. */
export interface FecReport {
  lines: number
  entries: number
  faults: FecFault[]
}

/**
 * Checks a fichier des écritures comptables (LPF art. A47 A-1) by stricter rules than the public
 * administration's checker, line by line: memory does not grow with the number of entries.
 */
export async function validateFec(
  source: FecSource,
  expected: FecExpectations
): Promise<FecReport> {
  const { faults, tell } = new FaultLog()
  const from = expected.startsOn.replaceAll('-', '')
  const to = expected.endsOn.replaceAll('-', '')
  const sequence = new EntrySequence(expected.openingLeftOut ? 2 : 1, tell)
  const sums = new AccountSums(expected.accounts, tell)
  if (expected.fileName !== undefined) checkFileName(expected.fileName, to, tell)

  let separator: string | null = null
  let lines = 0
  for await (const { text, line } of readLines(source, tell)) {
    if (separator === null) {
      separator = ['\t', '|'].find((candidate) => text.includes(candidate)) ?? null
      if (separator === null) {
        // An empty file lacks its header; another may be sound but cannot be read.
        tell(text.trim() === '' ? 'header' : 'separator', line, text)
        return { lines, entries: 0, faults }
      }
      if (text !== FEC_FIELDS.join(separator)) tell('header', line, text)
      continue
    }
    if (text === '') {
      tell('blank_line', line, '')
      continue
    }
    lines += 1
    const fields = text.split(separator)
    if (fields.length !== FEC_FIELDS.length) {
      tell('field_count', line, String(fields.length))
      sequence.skip()
      sums.skip()
      continue
    }
    const row = rowOf(fields)
    checkRow(row, line, from, to, tell)
    const amounts = amountsOf(row, line, tell)
    sequence.add(row, line, amounts)
    sums.add(row, line, amounts)
  }
  if (separator === null) tell('header', 0, '')
  sequence.close()
  sums.close(expected.trialBalance)
  return { lines, entries: sequence.entries, faults }
}
