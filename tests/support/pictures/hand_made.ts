import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, check])
}

/** A PNG of one bit a pixel; `rows` is what stands in it, all of its black lines unless told. */
export function flatPng(width: number, height: number, rows?: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const lines = rows ?? Buffer.alloc((1 + Math.ceil(width / 8)) * height)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG whose header promises a picture and whose content is one byte. */
export function emptyPromisePng(width: number, height: number): Buffer {
  return flatPng(width, height, Buffer.alloc(1))
}

/** A JPEG with a segment put right behind its start. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}

/** IPTC-IIM in a Photoshop resource (0x0404), as agencies write it: a caption (2:120). */
export function iptcSegment(caption: string): Buffer {
  const text = Buffer.from(caption, 'utf8')
  const record = Buffer.concat([
    Buffer.from([0x1c, 2, 120, text.length >> 8, text.length & 255]),
    text,
  ])
  const padded = record.length % 2 ? Buffer.concat([record, Buffer.alloc(1)]) : record
  const size = Buffer.alloc(4)
  size.writeUInt32BE(record.length)
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0', 'latin1'),
    Buffer.from('8BIM\x04\x04\0\0', 'latin1'),
    size,
    padded,
  ])
}

/** A GIF with a comment put behind its header and palette. */
export function withGifComment(gif: Buffer, comment: string): Buffer {
  const flags = gif.readUInt8(10)
  const at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const text = Buffer.from(comment, 'latin1')
  const block = Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), text, Buffer.alloc(1)])
  return Buffer.concat([gif.subarray(0, at), block, gif.subarray(at)])
}

/** The first box of a film or of a HEIF file. */
export function ftyp(major: string, ...compatible: string[]): Buffer {
  const content = Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(content.length + 4)
  return Buffer.concat([size, content, Buffer.alloc(64)])
}
