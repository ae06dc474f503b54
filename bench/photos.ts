import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { preparePhoto } from '#feed/photos/prepare_photo'
import { drawn, landscape } from '#tests/support/pictures/raw_picture'

export interface Figure {
  name: string
  ours: number
  limit: number
  unit: string
  /** How near to the limit: 1 is as good as it, above is better. */
  ratio: number
}

const ROUNDS = 9
const MAX_MEMORY = 400

/**
 * One 12-megapixel JPEG to three WebP files and a JPEG: what the chain takes, beside sharp alone
 * making the same files, in its quickest way and in its usual one; then the memory of a worker.
 */
export async function benchPhotos(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'placette-bench-'))
  const path = join(folder, 'photo.jpg')
  try {
    await writeFile(path, await photo())
    const taken = await alternate({
      ours: () => preparePhoto(path, 'jpeg'),
      once: () => decodedOnce(path),
      usual: () => onePipelineEach(path),
    })
    const memory = await peakMemory(path)
    return [
      figure('photo 12 MP → WebP ×3 + JPEG, sharp decoding once', taken.ours, taken.once, 'ms'),
      figure('photo 12 MP → WebP ×3 + JPEG, sharp four times', taken.ours, taken.usual, 'ms'),
      figure('memory of a process preparing it', memory, MAX_MEMORY, 'MB'),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function photo(): Promise<Buffer> {
  return drawn(await landscape(1, 4000, 3000))
    .jpeg({ quality: 88 })
    .toBuffer()
}

// The settings of the chain, so that the work is the same.
const READING = { failOn: 'error', sequentialRead: true, limitInputPixels: 50_000_000 } as const
const WEBP = { quality: 80, effort: 2 }
const JPEG = { quality: 82 }

async function decodedOnce(path: string) {
  const { data, info } = await sharp(await readFile(path), READING)
    .autoOrient()
    .resize(1600)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const decoded = () => sharp(data, { raw: info })
  await decoded().resize(320).webp(WEBP).toBuffer()
  await decoded().resize(800).webp(WEBP).toBuffer()
  await decoded().webp(WEBP).toBuffer()
  await decoded().jpeg(JPEG).toBuffer()
}

async function onePipelineEach(path: string) {
  for (const width of [320, 800, 1600]) {
    await sharp(path, READING).autoOrient().resize(width).webp(WEBP).toBuffer()
  }
  await sharp(path, READING).autoOrient().resize(1600).jpeg(JPEG).toBuffer()
}

/** Medians in milliseconds, after a warm-up, each round doing every work once. */
async function alternate<Name extends string>(
  works: Record<Name, () => Promise<unknown>>
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Each comes first in its turn: what runs behind another finds its memory warm or littered.
    for (const name of [
      ...names.slice(round % names.length),
      ...names.slice(0, round % names.length),
    ]) {
      const start = performance.now()
      await works[name]()
      if (round > 0) times[name].push(performance.now() - start)
    }
  }
  const medians = names.map((name) => [name, median(times[name])])
  return Object.fromEntries(medians) as Record<Name, number>
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function figure(name: string, ours: number, limit: number, unit: string): Figure {
  return { name, ours, limit, unit, ratio: limit / ours }
}

/** The peak, in megabytes, of a fresh process that prepares the photo three times. */
async function peakMemory(path: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', '@poppinss/ts-exec', fileURLToPath(import.meta.url), path],
    { env: { ...process.env, MALLOC_ARENA_MAX: '2' } }
  )
  return Number(stdout)
}

/** Linux keeps the peak of this program apart from that of the one that started it. */
async function ownPeak(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS
  return Number(kilobytes) / 1024
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = process.argv[2]
  if (path) {
    for (let time = 0; time < 3; time += 1) await preparePhoto(path, 'jpeg')
    process.stdout.write(String(await ownPeak()))
  } else {
    console.table(await benchPhotos())
  }
}
