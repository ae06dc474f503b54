import { open } from 'node:fs/promises'
import { declares, type PhotoFormat } from './photo_format.js'
import { MAX_BYTES, refuse, type PhotoRefusal } from './photo_refusal.js'
import { readHeader } from './read_header.js'
import { HEAD_BYTES, sniffFormat } from './sniff_format.js'

export type Inspection =
  | { ok: true; format: PhotoFormat; width: number; height: number }
  | { ok: false; refusal: PhotoRefusal }

/**
 * Reads the header of an uploaded file: format by signature, declared type, weight, pixels of the
 * upright picture. Nothing is decoded; throws only when the file cannot be read.
 */
export async function inspectUpload(
  path: string,
  declaredType: string | null
): Promise<Inspection> {
  const { head, size } = await readHead(path)
  if (size === 0) return refuse('empty')
  const format = sniffFormat(head)
  // Before the weight: who sends a film wants to read that films are not taken.
  if (format === 'svg' || format === 'video' || format === 'unknown_format') return refuse(format)
  if (size > MAX_BYTES) return refuse('too_heavy')
  if (!declares(declaredType, format)) return refuse('type_mismatch')
  const header = await readHeader(path)
  if (!header.ok) return header
  return { ok: true, format, width: header.width, height: header.height }
}

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return { head: buffer.subarray(0, bytesRead), size }
  } finally {
    await file.close()
  }
}
