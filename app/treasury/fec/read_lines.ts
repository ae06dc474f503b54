import type { Tell } from './faults.js'

type Bytes = Uint8Array | string
export type FecSource = AsyncIterable<Bytes> | Iterable<Bytes>

/** A line without its end; `line` counts from 1. */
export interface FecLine {
  text: string
  line: number
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
/** No FEC line is that long: a file without line ends must not be held in memory whole. */
const LONGEST_LINE = 1_000_000

/**
 * The lines of a FEC as text, UTF-8 or ISO 8859-15, one in memory at a time. Tells of a byte order
 * mark, of a charset that is neither and of line ends other than CR LF (the last line needs none).
 */
export async function* readLines(source: FecSource, tell: Tell): AsyncGenerator<FecLine> {
  const decode = decoder(tell)
  let line = 0
  for await (const { bytes, end } of splitLines(source)) {
    line += 1
    if (end !== '\r\n' && end !== '') tell('line_end', line, end === '\n' ? 'LF' : 'CR')
    yield { text: decode(line === 1 ? withoutMark(bytes, tell) : bytes, line), line }
  }
}

async function* splitLines(source: FecSource): AsyncGenerator<{ bytes: Buffer; end: string }> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes = Buffer.concat([held, typeof chunk === 'string' ? Buffer.from(chunk) : chunk])
    let start = 0
    let at = 0
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue
      // Whether a carriage return stands alone is known with the next byte.
      if (byte === CARRIAGE_RETURN && at + 1 === bytes.length) break
      const both = byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED
      const end = both ? '\r\n' : byte === LINE_FEED ? '\n' : '\r'
      yield { bytes: bytes.subarray(start, at), end }
      if (both) at += 1
      start = at + 1
    }
    held = bytes.subarray(start)
    if (held.length > LONGEST_LINE) {
      yield { bytes: held, end: '\r' }
      held = Buffer.alloc(0)
    }
  }
  if (held.at(-1) === CARRIAGE_RETURN) yield { bytes: held.subarray(0, -1), end: '\r' }
  else if (held.length > 0) yield { bytes: held, end: '' }
}

const MARKS = ['efbbbf', 'fffe', 'feff']

function withoutMark(bytes: Buffer, tell: Tell): Buffer {
  const mark = MARKS.find((hexadecimal) => bytes.toString('hex', 0, 3).startsWith(hexadecimal))
  if (!mark) return bytes
  tell('bom', 1, mark)
  return bytes.subarray(mark.length / 2)
}

/** A file is of one charset: the first line beyond ASCII says which. */
function decoder(tell: Tell): (bytes: Buffer, line: number) => string {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const latin9 = new TextDecoder('iso-8859-15')
  const windows = new TextDecoder('windows-1252')
  let charset: 'utf-8' | 'iso-8859-15' | null = null
  return (bytes, line) => {
    if (bytes.every((byte) => byte < 0x80)) return bytes.toString('latin1')
    let text: string | null = null
    try {
      text = utf8.decode(bytes)
    } catch {
      text = null
    }
    charset ??= text === null ? 'iso-8859-15' : 'utf-8'
    if (charset === 'utf-8') {
      if (text === null) tell('charset', line, 'UTF-8')
      return text ?? windows.decode(bytes)
    }
    // 0x80 to 0x9F are letters in Windows-1252, controls in ISO 8859-15.
    const beyond = bytes.some((byte) => byte >= 0x80 && byte < 0xa0)
    if (beyond) tell('charset', line, 'ISO 8859-15')
    return (beyond ? windows : latin9).decode(bytes)
  }
}
