import { parentPort, workerData } from 'node:worker_threads'
import decode from 'heic-decode'

// Only syntax that Node erases by itself, and no import of ours: a thread has no TypeScript loader.

export interface HeicRequest {
  bytes: Uint8Array
  maxPixels: number
  /** The decoder's own memory, in bytes, past which it has to give up. */
  maxMemory: number
}

export type HeicAnswer =
  | { ok: true; width: number; height: number; pixels: Uint8ClampedArray }
  | { ok: false; refusal: 'too_many_pixels' | 'damaged' }

const { bytes, maxPixels, maxMemory } = workerData as HeicRequest
const PAGE_BYTES = 65_536

interface Memory {
  buffer: ArrayBuffer
  grow(this: Memory, pages: number): number
}

/** Emscripten takes a refusal to grow for a lack of memory, and libheif gives the file up. */
function boundMemory({ WebAssembly }: { WebAssembly: { Memory: { prototype: Memory } } }): void {
  const { prototype } = WebAssembly.Memory
  const { grow } = prototype
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > maxMemory) throw new RangeError('too much')
    return grow.call(this, pages)
  }
}

async function answer(): Promise<HeicAnswer> {
  const [image] = await decode.all({ buffer: bytes })
  if (!image) return { ok: false, refusal: 'damaged' }
  if (image.width * image.height > maxPixels) return { ok: false, refusal: 'too_many_pixels' }
  const { width, height, data } = await image.decode()
  return { ok: true, width, height, pixels: data }
}

boundMemory(globalThis as unknown as Parameters<typeof boundMemory>[0])
const given = await answer().catch((): HeicAnswer => ({ ok: false, refusal: 'damaged' }))
parentPort?.postMessage(given, given.ok ? [given.pixels.buffer as ArrayBuffer] : [])
