import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Group } from '@japa/runner/core'
import { clock } from '#shared/clock'
import { difficultEntries } from '#tests/support/difficult_labels'
import { exported } from '#tests/support/exported'
import { inTransaction } from '#tests/support/in_transaction'
import { aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

const run = promisify(execFile)

/** Runs another people's program to its end; fails with what it said when it is not content. */
export async function runs(program: string, ...words: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, words, {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      maxBuffer: 50_000_000,
      timeout: 100_000,
    })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(
      `${program} ${words.join(' ')}: ${stdout.slice(0, 1500)}${stderr.slice(0, 1500)}`
    )
  }
}

/** A year of books for each test of the group, and a folder for its files. */
export function withExportedYear(group: Group) {
  let folder = ''
  inTransaction(group)
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'placette-interop-'))
    await aYearOfBooks(clock.now(), { more: difficultEntries })
    return () => rm(folder, { recursive: true, force: true })
  })
  return {
    folder: () => folder,
    /** Writes an export to a file there and gives its path. */
    file: async (name: string, write: Parameters<typeof exported>[0]) => {
      const path = join(folder, name)
      await writeFile(path, await exported(write, BOOKS_YEAR))
      return path
    },
  }
}

/** Euros as a program wrote them, in cents: `-1,234.50`, `1234,5`, `0`. */
export function centsOf(text: string, mark: '.' | ',' = '.'): number {
  const plain = text.replaceAll(mark === '.' ? ',' : '.', '').replaceAll(/[^\d,.-]/g, '')
  const [whole = '0', rest = ''] = plain.replace('-', '').split(mark)
  const cents = Number(whole) * 100 + Number(rest.padEnd(2, '0'))
  if (!Number.isSafeInteger(cents) || rest.length > 2) throw new Error(`No amount: ${text}`)
  return plain.startsWith('-') ? -cents : cents
}

/** Balances by account number, those at zero left out: programs do not list them alike. */
export function balancesOf(entries: Iterable<[account: string, cents: number]>) {
  const sums = new Map<string, number>()
  for (const [account, cents] of entries) sums.set(account, (sums.get(account) ?? 0) + cents)
  return Object.fromEntries([...sums].filter(([, cents]) => cents !== 0).sort())
}

/** The cells of a CSV file (RFC 4180) of semicolons or commas; no cell here holds a new line. */
export function csvRows(text: string, separator: ';' | ',' = ';'): string[][] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}]*))(?:${separator}|$)`, 'y')
  return text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const cells: string[] = []
      for (cell.lastIndex = 0; cell.lastIndex < line.length;) {
        const [, quoted, plain] = cell.exec(line) ?? []
        if (quoted === undefined && plain === undefined) throw new Error(`No CSV: ${line}`)
        cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
      }
      return line.endsWith(separator) ? [...cells, ''] : cells
    })
}
