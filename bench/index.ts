import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetPending, prepareCast } from './cast.js'
import { measureCounting } from './counting.js'
import { measureDeliveries } from './deliveries.js'
import type { Pace } from './duel.js'
import { type Figure, table } from './figure.js'
import { keepFrames } from './frames.js'
import { measureGrowth } from './growth.js'
import { measureLedger } from './ledger.js'
import { LARGE_LEDGER, SMALL_LEDGER } from './ledger_rows.js'
import { benchPhotos } from './photos.js'
import { readPlans } from './plans.js'
import { startLimit, startProduct } from './programs.js'
import { fillDatabase, type Size } from './seed.js'
import { measureStart, measureState } from './state.js'
import { loadWorks, WORK_KEYS } from './works.js'

export interface BenchOptions {
  /** A database of the bench's own: it is filled, and what is there is changed. */
  applicationUrl: string
  ownerUrl: string
  dataDir: string
  /** Works to measure (all when none is named), and the flags --quick and --seed. */
  names: string[]
}

const SMALL: Size = { members: 5000, posts: 20_000, comments: 100_000 }
const LARGE: Size = { members: 50_000, posts: 1_000_000, comments: 5_000_000 }
const OTHERS = ['start', 'state', 'growth', 'deliveries', 'ledger', 'plans', 'photos', 'counting']
const PARTS = [...WORK_KEYS, ...OTHERS]

/**
 * Measures the product beside its limits and prints the table. `--quick` takes seconds, for a
 * first look; `--seed` fills the database with a million posts first, a million lines for the ledger.
 */
export async function bench({ names, ...where }: BenchOptions): Promise<Figure[]> {
  const named = names.filter((name) => !name.startsWith('--'))
  const unknown = named.find((name) => !PARTS.includes(name))
  if (unknown) throw new Error(`Nothing is called ${unknown}: ${PARTS.join(', ')}`)
  const wanted = (part: string) => named.length === 0 || named.includes(part)
  const quick = names.includes('--quick')
  const pace: Pace = {
    ...(quick ? { seconds: 2, rounds: 1 } : { seconds: 5, rounds: 3 }),
    betweenRuns: () => forgetPending(where.ownerUrl),
  }
  const seed = names.includes('--seed')
  // The books have rows of their own: they need no posts beside them.
  const booksAlone = named.length > 0 && named.every((name) => name === 'ledger')
  const figures = await fillDatabase(where, seed && !booksAlone ? LARGE : SMALL, console.log)
  if (wanted('ledger')) {
    const size = seed ? LARGE_LEDGER : SMALL_LEDGER
    figures.push(...(await measureLedger(where, size, quick ? 1 : 3)))
  }
  if (booksAlone) {
    console.log(`\n${table(figures)}`)
    return figures
  }
  const cast = await prepareCast(where.ownerUrl)
  const notes: string[] = []

  if (wanted('start')) figures.push(await measureStart(where))
  const frames = mkdtempSync(join(tmpdir(), 'placette-frames-'))
  const product = await startProduct(where)
  try {
    if (wanted('state')) figures.push(...(await measureState(where, product, cast)))
    if (wanted('growth')) {
      figures.push(...(await measureGrowth(where, product, cast, console.log)))
    }
    await keepFrames(product.url, cast, frames)
    const limit = await startLimit(where, frames)
    try {
      const urls = { ours: product.url, limit: limit.url }
      const loaded = await loadWorks(urls, cast, pace, PARTS.filter(wanted), console.log)
      figures.push(...loaded.figures)
      notes.push(...loaded.notes)
    } finally {
      await limit.stop()
    }
    const { peak } = product.memory()
    if (loadedAny(figures)) figures.push(memoryUnderLoad(peak))
  } finally {
    await product.stop()
    rmSync(frames, { recursive: true, force: true })
  }
  if (wanted('deliveries')) {
    const size = quick ? { rounds: 1, deliveries: 2000 } : { rounds: 3, deliveries: 10_000 }
    figures.push(...(await measureDeliveries(where, size)))
  }
  if (wanted('plans')) figures.push(...(await readPlans(where.applicationUrl)))
  if (wanted('counting')) figures.push(...measureCounting(quick ? 1 : 3))
  if (wanted('photos') && !quick) figures.push(...(await benchPhotos()))
  console.log(`\n${table(figures)}\n\n${notes.join('\n')}`)
  return figures
}

const loadedAny = (figures: Figure[]) => figures.some(({ unit }) => unit === 'requests/s')

function memoryUnderLoad(peak: number): Figure {
  return {
    name: 'memory under load, at its most',
    unit: 'MiB',
    ours: peak,
    must: '≤ 350',
    met: peak <= 350,
  }
}
