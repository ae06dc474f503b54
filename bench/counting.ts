import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COUNTING_WORKS, type CountingWork } from './counting_works.js'
import { ceiling, type Figure, median, table } from './figure.js'
import { ROOT } from './programs.js'

interface Counted {
  seconds: number
  megabytes: number
  hash: string
}

/** True when nothing but counts is asked for: they need neither a database nor a build. */
export function isCountingAlone(names: readonly string[]): boolean {
  const named = names.filter((name) => !name.startsWith('--'))
  return named.length > 0 && named.every((name) => name === 'counting')
}

/** Counts alone, with their table. */
export function benchCounting(names: readonly string[]) {
  console.log(`\n${table(measureCounting(names.includes('--quick') ? 1 : 3))}`)
}

/** Each count from a file to its transcript: the median time, the most memory of a process. */
export function measureCounting(rounds: number): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'placette-counting-'))
  try {
    return COUNTING_WORKS.flatMap((work) => measure(work, join(folder, 'papers'), rounds))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measure(work: CountingWork, path: string, rounds: number): Figure[] {
  work.prepare(path)
  const runs = Array.from({ length: rounds }, () => countOnce(work, path))
  if (new Set(runs.map(({ hash }) => hash)).size > 1) {
    throw new Error(`${work.name}: two counts of one file differ`)
  }
  const seconds = median(runs.map((run) => run.seconds))
  const megabytes = Math.max(...runs.map((run) => run.megabytes))
  return [
    ceiling(work.name, 's', seconds, work.limit.seconds),
    ceiling(`${work.name}: memory`, 'MB', megabytes, work.limit.megabytes),
  ]
}

function countOnce({ name }: CountingWork, path: string): Counted {
  const program = join(ROOT, 'bench', 'counting_process.ts')
  const words = ['--import', '@poppinss/ts-exec', program, name, path]
  return JSON.parse(execFileSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' }))
}
