import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { recount, type PublishedBallots } from '#governance/recount/recount'
import type { AnyCount } from '#governance/recount/any_count'
import { GALLERY_CASES, type GalleryCase } from './gallery_cases.js'

interface Counted {
  name: string
  count: AnyCount
}

const kept = new Map<string, Counted>()

/** Every election of the gallery whose ballots are on this machine, counted once. */
export async function countedCases(): Promise<Counted[]> {
  for (const one of GALLERY_CASES) {
    const published = kept.has(one.name) ? null : await publishedBallots(one.name)
    const counted = published && recount(published)
    if (!counted) continue
    if (!counted.ok) throw new Error(`${one.name}: ${JSON.stringify(counted.refusal)}`)
    kept.set(one.name, { name: one.name, count: counted.value })
  }
  return GALLERY_CASES.flatMap(({ name }) => kept.get(name) ?? [])
}

/** The ballots of an election of the gallery; null where it does not know it or they are not there. */
export async function publishedBallots(name: string): Promise<PublishedBallots | null> {
  const one = GALLERY_CASES.find((known) => known.name === name)
  const path = one && pathOf(one)
  return path && existsSync(path) ? one.counted(await readFile(path, 'utf8')) : null
}

function pathOf({ from }: GalleryCase): string {
  if ('sample' in from) return app.makePath('tests', 'fixtures', 'ballots', from.sample)
  return app.makePath('..', 'shared', 'data', 'votes', from.election)
}
