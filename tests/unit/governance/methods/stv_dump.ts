import { readFileSync } from 'node:fs'

/** What a published count says that everybody held, at its start or once papers had moved. */
export interface DumpedStage {
  nonTransferable: string
  totals: Record<string, string>
  states: Record<string, string>
}

export interface Dump {
  quota: string
  /** The first preferences, then each transfer. */
  stages: DumpedStage[]
  /** The last line: who is elected (`E`). */
  end: DumpedStage
}

/** Reads the table of a published count: round, action, quota, then name, state and votes of each. */
export function readDump(path: string): Dump {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const rows = lines.map((line) => line.split('\t'))
  const stages = rows.filter(([, action]) => action === 'begin' || action === 'transfer')
  const last = rows.at(-1)
  if (last?.[1] !== 'end') throw new Error(`${path} has no end`)
  return { quota: last[2] ?? '', stages: stages.map(stageOf), end: stageOf(last) }
}

function stageOf([, , , nonTransferable = '', ...cells]: string[]): DumpedStage {
  const stage: DumpedStage = { nonTransferable, totals: {}, states: {} }
  for (let number = 1; number * 3 <= cells.length; number += 1) {
    const [, state = '', votes = ''] = cells.slice((number - 1) * 3, number * 3)
    stage.totals[number] = votes
    stage.states[number] = state
  }
  return stage
}
