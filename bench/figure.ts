/** One line of the table: what was measured, beside its limit and what the design asks. */
export interface Figure {
  name: string
  unit: string
  ours: number
  /** The same by the bare server, in the same run. */
  limit?: number
  /** How near to the limit: 1 is as good as it, above is better. */
  ratio?: number
  /** The least (or, where small is good, the most) that the design accepts. */
  must?: string
  aim?: string
  met?: boolean
}

/** A rate beside its limit, with the least ratio that is accepted. */
export function rate(
  name: string,
  { ours, limit }: { ours: number; limit: number },
  goals: { must?: number; aim?: number } = {}
): Figure {
  const ratio = ours / limit
  return {
    name,
    unit: 'requests/s',
    ours,
    limit,
    ratio,
    ...(goals.must ? { must: `≥ ${goals.must}`, met: ratio >= goals.must } : {}),
    ...(goals.aim ? { aim: `≥ ${goals.aim}` } : {}),
  }
}

/** Something that must stay small. */
export function ceiling(
  name: string,
  unit: string,
  ours: number,
  must: number,
  aim?: number
): Figure {
  return {
    name,
    unit,
    ours,
    must: `≤ ${must}`,
    met: ours <= must,
    ...(aim === undefined ? {} : { aim: `≤ ${aim}` }),
  }
}

export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

const COLUMNS = ['', 'unit', 'ours', 'limit', 'ratio', 'must', 'aim', 'met'] as const

/** The table in Markdown, columns aligned so that a terminal reads it too. */
export function table(figures: Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.unit,
    number(figure.ours),
    figure.limit === undefined ? '' : number(figure.limit),
    figure.ratio === undefined ? '' : figure.ratio.toFixed(2),
    figure.must ?? '',
    figure.aim ?? '',
    figure.met === undefined ? '' : figure.met ? 'yes' : '**no**',
  ])
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0))
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(COLUMNS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n'
  )
}

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100)
}
