import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A file of an archive; its content is taken piece by piece. */
export interface ZippedFile {
  name: string
  content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
  /** For what is compressed already, or must be found at a known place. */
  stored?: boolean
  at?: Date
}

/** An archive written as it is read: one piece of one file is in memory at a time. */
export async function* zipStream(
  files: AsyncIterable<ZippedFile> | Iterable<ZippedFile>
): AsyncGenerator<Uint8Array, void, void> {
  let written: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    written.push(chunk)
  })
  const taken = () => {
    const pieces = written
    written = []
    return pieces
  }
  for await (const { name, content, stored, at } of files) {
    const file = stored ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 4 })
    if (at) file.mtime = at
    zip.add(file)
    for await (const piece of content) {
      if (piece.length > 0) file.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
      yield* taken()
    }
    file.push(new Uint8Array(0), true)
    yield* taken()
  }
  zip.end()
  yield* taken()
}
