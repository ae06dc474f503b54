const WIDTH = 100
/** Longer names are cut: they stand whole in the sentences and in the transcript. */
const LONGEST = 44

/**
 * A table as lines of text, the first column on the left and figures on the right. One that is wider
 * than a page goes on below, its first column said again.
 */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows].map((row) => row.map(cut))
  const widths = head.map((_cell, at) => Math.max(...all.map((row) => lengthOf(row[at] ?? ''))))
  const [first = 0] = widths
  const lines: string[] = []
  let from = 1
  do {
    let to = from + 1
    for (
      let width = first + 2 + (widths[from] ?? 0);
      to < head.length && width + 2 + (widths[to] ?? 0) <= WIDTH;
      to += 1
    ) {
      width += 2 + (widths[to] ?? 0)
    }
    if (lines.length > 0) lines.push('')
    for (const row of all) {
      const cells = row.slice(from, to).map((cell, at) => padded(cell, widths[from + at] ?? 0))
      lines.push(
        [(row[0] ?? '') + ' '.repeat(first - lengthOf(row[0] ?? '')), ...cells].join('  ').trimEnd()
      )
    }
    from = to
  } while (from < head.length)
  return lines
}

const padded = (cell: string, width: number) => ' '.repeat(width - lengthOf(cell)) + cell

function cut(cell: string): string {
  const signs = [...cell.normalize('NFC')]
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : cell
}

/** Signs as people count them, an accent written apart not being one. */
const lengthOf = (text: string) => [...text.normalize('NFC')].length
