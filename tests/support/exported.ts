import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { exportedYear, type ExportedYear } from '#treasury/exports/exported_year'
import { fromOneSnapshot } from '#treasury/exports/snapshot'

type Write = (
  year: ExportedYear,
  books: TransactionClientContract
) => AsyncIterable<string | Uint8Array>

/** What an export of a year gives, whole. */
export async function exported(write: Write, year: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  const read = fromOneSnapshot(async function* (books) {
    const facts = await exportedYear(year, books)
    if (!facts) throw new Error(`${year} is not in the books`)
    yield* write(facts, books)
  })
  for await (const piece of read) {
    pieces.push(typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece))
  }
  return Buffer.concat(pieces)
}
