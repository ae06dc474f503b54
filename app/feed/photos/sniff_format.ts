import type { PhotoFormat } from './photo_format.js'

/** How many of a file's first bytes the signature is looked for in. */
export const HEAD_BYTES = 4096

/** What a file is by its first bytes, whatever its name and declared type say. */
export function sniffFormat(head: Buffer): PhotoFormat | 'svg' | 'video' | 'unknown_format' {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (['GIF87a', 'GIF89a'].includes(ascii(head, 0, 6))) return 'gif'
  if (ascii(head, 0, 4) === 'RIFF') return sniffRiff(head)
  if (ascii(head, 4, 8) === 'ftyp') return sniffIsoMedia(head)
  if (isVideo(head)) return 'video'
  return isSvg(head) ? 'svg' : 'unknown_format'
}

function sniffRiff(head: Buffer) {
  const form = ascii(head, 8, 12)
  if (form === 'WEBP') return 'webp'
  return form === 'AVI ' ? 'video' : 'unknown_format'
}

const AVIF_BRANDS = ['avif', 'avis']
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx']
// Brands of any HEIF file, that only the compatible brands tell apart.
const HEIF_BRANDS = ['mif1', 'msf1']
const VIDEO_BRANDS = /^(iso[m2-9]|mp4\d|avc\d|qt {2}|m4v|mmp4|3g[2pr]|dash|msnv|f4v|xavc|ndx)/i

/** ISO base media: the `ftyp` box lists a major brand, then the compatible ones. */
function sniffIsoMedia(head: Buffer) {
  const end = Math.min(head.readUInt32BE(0), head.length)
  const major = ascii(head, 8, 12)
  const brands = [major]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(head, at, at + 4))
  const known = HEIF_BRANDS.includes(major) ? brands : [major]
  if (known.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif'
  if (known.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic'
  return VIDEO_BRANDS.test(major) ? 'video' : 'unknown_format'
}

/** Matroska and WebM, QuickTime from before `ftyp`, MPEG streams, Flash, Windows Media. */
function isVideo(head: Buffer): boolean {
  return (
    startsWith(head, [0x1a, 0x45, 0xdf, 0xa3]) ||
    ['moov', 'mdat', 'wide'].includes(ascii(head, 4, 8)) ||
    startsWith(head, [0x00, 0x00, 0x01, 0xba]) ||
    startsWith(head, [0x00, 0x00, 0x01, 0xb3]) ||
    startsWith(head, [0x46, 0x4c, 0x56, 0x01]) ||
    startsWith(head, [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])
  )
}

const BEFORE_THE_ROOT = /^(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^>[]*(?:\[[^]*?\])?[^>]*>)/i

/** An SVG picture by its root element, after any prolog, comment or document type. */
function isSvg(head: Buffer): boolean {
  let text = decodeText(head)
  for (let found; (found = BEFORE_THE_ROOT.exec(text));) text = text.slice(found[0].length)
  return /^<(?:[\w.-]+:)?svg[\s/>]/i.test(text)
}

function decodeText(head: Buffer): string {
  if (startsWith(head, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(head)
  if (startsWith(head, [0xfe, 0xff])) return new TextDecoder('utf-16be').decode(head)
  return new TextDecoder('utf-8').decode(head)
}

function startsWith(head: Buffer, signature: number[]): boolean {
  return head.subarray(0, signature.length).equals(Buffer.from(signature))
}

function ascii(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to)
}
