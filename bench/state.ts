import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Cast } from './cast.js'
import { ceiling, type Figure, median } from './figure.js'
import { browserHeaders, read } from './frames.js'
import { ROOT, startProduct, type Where } from './programs.js'
import type { Served } from './served.js'
import { pageWeight } from './weight.js'

/** From the start of the process to its first answer that it is ready, database up; median of five. */
export async function measureStart(where: Where): Promise<Figure> {
  const seconds: number[] = []
  for (let time = 0; time < 5; time += 1) {
    const product = await startProduct(where)
    seconds.push(product.readyMilliseconds / 1000)
    await product.stop()
  }
  return ceiling('start to ready', 's', median(seconds), 1.5)
}

/** What one page costs, and the memory of a server that has shown one. */
export async function measureState(where: Where, product: Served, cast: Cast): Promise<Figure[]> {
  const reader = browserHeaders(cast.tokens[0] ?? '')
  await read(`${product.url}/feed`, reader)
  await wait(2000)
  return [
    ceiling('memory, idle', 'MiB', product.memory().now, 150),
    ceiling(
      'feed page, HTML + CSS + JS, Brotli',
      'kB',
      (await pageWeight(product.url, reader)) / 1000,
      30,
      20
    ),
    ...(await countStatements(where, reader)),
  ]
}

async function countStatements(where: Where, reader: Record<string, string>): Promise<Figure[]> {
  const counter = join(ROOT, 'bench', 'count_statements.ts')
  const product = await startProduct(where, ['--import', '@poppinss/ts-exec', '--import', counter])
  try {
    const url = `${product.url}/feed`
    // The first page also reads what every process reads once.
    await read(url, reader)
    const older = `${url}?before=${Number.MAX_SAFE_INTEGER - 1}`
    const counts: number[] = []
    for (const address of [`${url}?before=1000`, older]) {
      const before = await product.statements()
      await read(address, reader)
      counts.push((await product.statements()) - before)
    }
    const [fresh = 0, kept = 0] = counts
    return [
      ceiling('statements for a feed page, session included, cards to be made', '', fresh, 3, 2),
      ceiling('statements for a feed page, session included, cards kept', '', kept, 3, 2),
    ]
  } finally {
    await product.stop()
  }
}
