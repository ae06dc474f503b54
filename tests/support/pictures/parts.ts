// Walks encoded files by their specifications, sharing nothing with what made them.

/** The markers of a JPEG in order, with what follows the end of the picture, if anything does. */
export function jpegMarkers(bytes: Buffer): { markers: string[]; trailing: number } {
  const markers: string[] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new Error(`No marker at ${at}`)
    const marker = bytes[at + 1] ?? 0
    markers.push(marker.toString(16))
    at += 2
    if (marker === 0xd9) break
    if (marker === 0xd8) continue
    at += bytes.readUInt16BE(at)
    if (marker === 0xda) at = endOfScan(bytes, at)
  }
  return { markers, trailing: bytes.length - at }
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    const inside = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (bytes[at] === 0xff && !inside) return at
  }
  return bytes.length
}

/** The chunks of a RIFF file; throws when bytes stand outside of them. */
export function riffChunks(bytes: Buffer): string[] {
  const end = 8 + bytes.readUInt32LE(4)
  if (end !== bytes.length) throw new Error(`${bytes.length - end} bytes behind the end`)
  const chunks: string[] = []
  for (let at = 12; at < end;) {
    chunks.push(bytes.toString('latin1', at, at + 4))
    const length = bytes.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return chunks
}

export interface Box {
  type: string
  /** Where the box starts, where its content starts, where it ends. */
  start: number
  content: number
  end: number
}

// What stands between a box's header and its first child.
const CHILDREN_AFTER: Record<string, number> = { meta: 4, iprp: 0, ipco: 0, iinf: 6, iref: 4 }

/** All boxes of an ISO base media file, children after their parents. */
export function isoBoxes(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = []
  for (let start = from; start < to;) {
    const size = bytes.readUInt32BE(start)
    const end = size === 0 ? to : start + size
    if (size === 1 || end > to || end - start < 8) throw new Error(`A box of odd size at ${start}`)
    const box = { type: bytes.toString('latin1', start + 4, start + 8), start, end }
    boxes.push({ ...box, content: start + 8 })
    const skipped = CHILDREN_AFTER[box.type]
    if (skipped !== undefined) boxes.push(...isoBoxes(bytes, start + 8 + skipped, end))
    start = end
  }
  return boxes
}

/** The types of a HEIF file's items (`av01`, `Exif`, `mime`…), from its `infe` boxes (version 2 or 3). */
export function heifItemTypes(bytes: Buffer): string[] {
  return isoBoxes(bytes)
    .filter(({ type }) => type === 'infe')
    .map(({ content }) => {
      const at = content + (bytes[content] === 3 ? 10 : 8)
      return bytes.toString('latin1', at, at + 4)
    })
}
