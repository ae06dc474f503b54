import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { crc32, deflateSync } from 'node:zlib'
import type { Metadata } from 'sharp'
import { openCodec } from './codec.js'
import type { Decoding } from './decoding.js'
import { decodeStored, LARGEST_WIDTH } from './decode_stored.js'
import type { HeicAnswer, HeicRequest } from './heic_worker.js'
import { refuse, type PhotoRefusal } from './photo_refusal.js'
import { sizeWithin } from './picture.js'
import { pixelLimit } from './pixel_limit.js'

export interface HeicLimits {
  /** After which the thread that decodes is ended. */
  milliseconds: number
  /** Bytes that the decoder itself may take. */
  memory: number
}

const LIMITS: HeicLimits = { milliseconds: 30_000, memory: 320 * 1024 * 1024 }

type Answer = HeicAnswer | { ok: false; refusal: PhotoRefusal }

/**
 * Decodes a HEIC photo in a thread of its own, with libheif compiled to WebAssembly. libheif has
 * already turned it upright (`irot`, `imir`), so its Exif orientation is left aside.
 */
export async function decodeHeic(
  bytes: Buffer,
  metadata: Metadata,
  limits: HeicLimits = LIMITS
): Promise<Decoding> {
  const request = { bytes, maxPixels: pixelLimit(metadata), maxMemory: limits.memory }
  const answer = await askWorker(request, limits.milliseconds)
  if (!answer.ok) return answer
  const original = { width: answer.width, height: answer.height }
  const png = await reducedPng(answer, metadata)
  const decoding = await decodeStored(png, sizeWithin(original, LARGEST_WIDTH))
  return decoding.ok ? { ...decoding, original } : decoding
}

async function askWorker(request: HeicRequest, milliseconds: number): Promise<Answer> {
  const worker = new Worker(new URL(`./heic_worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: request,
    env: {},
    execArgv: [],
    // libheif writes to the console what it dislikes in a file.
    stdout: true,
    stderr: true,
  })
  const answered = once(worker, 'message', { signal: AbortSignal.timeout(milliseconds) })
  const ended = once(worker, 'exit').then(() => [refuse('damaged')])
  try {
    const [answer] = (await Promise.race([answered, ended])) as [Answer]
    return answer
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return refuse('too_slow')
    throw error
  } finally {
    await worker.terminate()
  }
}

/** The pixels, reduced, as a PNG that carries the colour profile that the HEIC came with. */
async function reducedPng(
  answer: HeicAnswer & { ok: true },
  { icc, hasAlpha }: Metadata
): Promise<Buffer> {
  const sharp = await openCodec()
  const { pixels, width, height } = answer
  const drawn = sharp(pixels, { raw: { width, height, channels: 4 } })
  if (!hasAlpha) drawn.removeAlpha()
  const png = await drawn
    .resize({ ...sizeWithin(answer, LARGEST_WIDTH), fit: 'fill' })
    .png({ compressionLevel: 0 })
    .toBuffer()
  return icc ? withProfile(png, icc) : png
}

const END_OF_IHDR = 33

/** Puts an `iCCP` chunk (PNG specification, 11.3.3.3) behind the header. */
function withProfile(png: Buffer, icc: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(icc)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length - 4)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(content))
  return Buffer.concat([
    png.subarray(0, END_OF_IHDR),
    length,
    content,
    check,
    png.subarray(END_OF_IHDR),
  ])
}
