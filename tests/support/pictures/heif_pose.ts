import { isoBoxes, type Box } from './parts.js'

/** `irot` (quarter turns to the left) and `imir` (0: top and bottom, 1: left and right) of each orientation. */
const PROPERTIES: Record<number, { irot?: number; imir?: number }> = {
  1: {},
  2: { imir: 1 },
  3: { irot: 2 },
  4: { imir: 0 },
  5: { irot: 1, imir: 0 },
  6: { irot: 3 },
  7: { irot: 3, imir: 0 },
  8: { irot: 1 },
}

/**
 * A HEIF file (AVIF, HEIC) whose main item is turned as an Exif orientation would: the properties
 * are added to `ipco` and `ipma`, the sizes around them and the places in `iloc` follow
 * (ISO/IEC 23008-12, 6.5.10 and 6.5.12; ISO/IEC 14496-12, 8.11).
 */
export function poseHeif(file: Buffer, orientation: number): Buffer {
  const properties = Object.entries(PROPERTIES[orientation] ?? {}).map(([type, value]) =>
    Buffer.from([0, 0, 0, 9, ...Buffer.from(type), value])
  )
  if (properties.length === 0) return file
  const bytes = Buffer.from(file)
  const boxes = isoBoxes(bytes)
  const [meta, iprp, ipco, ipma] = ['meta', 'iprp', 'ipco', 'ipma'].map((type) => box(boxes, type))
  if (!meta || !iprp || !ipco || !ipma) throw new Error('Not a HEIF file')
  const known = boxes.filter(({ start, end }) => start > ipco.start && end <= ipco.end).length
  const associated = associationsOfMain(bytes, boxes, ipma)
  const added = properties.length
  bytes.writeUInt8(bytes.readUInt8(associated.count) + added, associated.count)
  for (const parent of [meta, iprp]) grow(bytes, parent, added * 10)
  grow(bytes, ipco, added * 9)
  grow(bytes, ipma, added)
  moveItems(bytes, box(boxes, 'iloc'), added * 10)
  return Buffer.concat([
    bytes.subarray(0, ipco.end),
    ...properties,
    bytes.subarray(ipco.end, associated.end),
    Buffer.from(properties.map((_property, index) => 0x80 | (known + index + 1))),
    bytes.subarray(associated.end),
  ])
}

function box(boxes: Box[], type: string): Box {
  const found = boxes.find((each) => each.type === type)
  if (!found) throw new Error(`No box ${type}`)
  return found
}

function grow(bytes: Buffer, { start }: Box, by: number) {
  bytes.writeUInt32BE(bytes.readUInt32BE(start) + by, start)
}

/** Where `ipma` counts the properties of the main item, and where their list ends. */
function associationsOfMain(bytes: Buffer, boxes: Box[], ipma: Box) {
  const main = bytes.readUInt16BE(box(boxes, 'pitm').content + 4)
  if (bytes.readUInt32BE(ipma.content) !== 0) throw new Error('An ipma of another version')
  for (let at = ipma.content + 8; at < ipma.end;) {
    const count = at + 2
    const end = count + 1 + bytes.readUInt8(count)
    if (bytes.readUInt16BE(at) === main) return { count, end }
    at = end
  }
  throw new Error('The main item has no property')
}

/** Moves the places of the items by as many bytes as were put before them. */
function moveItems(bytes: Buffer, iloc: Box, by: number) {
  const version = bytes.readUInt8(iloc.content)
  const sizes = bytes.readUInt16BE(iloc.content + 4)
  const [offset, length, base] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  if (version > 1 || offset !== 4) throw new Error('An iloc of another kind')
  const move = (at: number) => bytes.writeUInt32BE(bytes.readUInt32BE(at) + by, at)
  let at = iloc.content + 8
  for (let item = bytes.readUInt16BE(iloc.content + 6); item > 0; item -= 1) {
    const method = version === 1 ? bytes.readUInt16BE(at + 2) & 15 : 0
    at += version === 1 ? 6 : 4
    if (base === 4 && method === 0) move(at)
    const extents = bytes.readUInt16BE(at + base)
    at += base + 2
    for (let extent = 0; extent < extents; extent += 1) {
      if (base === 0 && method === 0) move(at)
      at += offset + length
    }
  }
}
