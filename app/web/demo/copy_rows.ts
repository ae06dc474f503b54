import { once } from 'node:events'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** A value of a copied row. */
export type Cell = string | number | boolean | Date | Buffer | null

/** Writes rows with COPY, in statements of `chunk` rows; returns how many there were. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
  {
    chunk = 50_000,
    progress = () => {},
  }: { chunk?: number; progress?: (done: number) => void } = {}
): Promise<number> {
  const iterator = rows[Symbol.iterator]()
  let total = 0
  for (;;) {
    const written = await copyChunk(client, table, columns, iterator, chunk)
    total += written
    if (written > 0) progress(total)
    if (written < chunk) return total
  }
}

async function copyChunk(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterator<readonly Cell[]>,
  chunk: number
): Promise<number> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const finished = once(stream, 'finish')
  let written = 0
  let buffer = ''
  while (written < chunk) {
    const { done, value } = rows.next()
    if (done) break
    buffer += `${value.map(cell).join('\t')}\n`
    written += 1
    if (buffer.length > 262_144) {
      if (!stream.write(buffer)) await once(stream, 'drain')
      buffer = ''
    }
  }
  stream.end(buffer)
  await finished
  return written
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cell(value: Cell): string {
  if (value === null) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return String(value).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
}
