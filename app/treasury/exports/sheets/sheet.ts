/** What a column holds: whole numbers, cents shown as euros, days of Europe/Paris, or words. */
export type Kind = 'text' | 'number' | 'cents' | 'day'

export interface Column {
  title: string
  kind: Kind
  /** In characters. */
  width: number
}

/** A text, a whole number, cents or a day as `2026-03-29`; null leaves the cell empty. */
export type Cell = string | number | null

/** One sheet of a workbook: XLSX and ODS are both written from it. */
export interface Sheet {
  name: string
  columns: Column[]
  /** Rows come some thousands at a time. */
  rows: AsyncIterable<Cell[][]>
}

/** What spreadsheets hold at most, heading included, is 1,048,576 rows: longer ones go on in another sheet. */
export const ROWS_A_SHEET = 1_000_000

/** A text as XML holds it: what XML 1.0 has no place for is left out. */
export function xmlText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}

/** A part of a sheet that fits: `Journal`, then `Journal 2`… with the rows of each. */
export interface SheetPart {
  name: string
  rows: AsyncIterable<Cell[][]>
}

/** Cuts a sheet where it would grow too long; each part must be read to its end before the next. */
export async function* sheetParts(
  { name, rows }: Sheet,
  most = ROWS_A_SHEET
): AsyncGenerator<SheetPart, void, void> {
  const source = rows[Symbol.asyncIterator]()
  let held: Cell[][] = []
  let ended = false
  async function* partRows() {
    for (let room = most; room > 0;) {
      if (held.length === 0) {
        const next = await source.next()
        if (next.done) {
          ended = true
          return
        }
        held = next.value
      }
      const given = held.slice(0, room)
      held = held.slice(given.length)
      room -= given.length
      yield given
    }
  }
  try {
    for (let part = 1; !ended; part += 1) {
      yield { name: part === 1 ? name : `${name} ${part}`, rows: partRows() }
      if (held.length > 0 || ended) continue
      const next = await source.next()
      if (next.done) ended = true
      else held = next.value
    }
  } finally {
    await source.return?.()
  }
}
