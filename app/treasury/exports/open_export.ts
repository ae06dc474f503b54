import type { ExportFile } from './export_file.js'
import { exportFile, type ExportFileKey } from './export_files.js'
import { exportedYear } from './exported_year.js'
import { fromOneSnapshot } from './snapshot.js'

/** A file whose name is known and whose content is written as it is read. */
export interface OpenExport extends Omit<ExportFile, 'content'> {
  content: AsyncGenerator<string | Uint8Array, void, void>
}

/**
 * Opens a file of a year; null when there are no books of it. The content must be read to its end
 * or given up (`return`): a transaction is open until then.
 */
export async function openExport(
  key: ExportFileKey,
  year: number,
  at: Date
): Promise<OpenExport | null> {
  const pieces = fromOneSnapshot<ExportFile | string | Uint8Array>(async function* (books) {
    // A reader that has stopped reading does not keep the books' past for ever.
    await books.rawQuery(`set local idle_in_transaction_session_timeout = '10min'`)
    const facts = await exportedYear(year, books)
    if (!facts) return
    const file = exportFile(key, facts, books, at)
    yield file
    yield* file.content()
  })
  const { value: file } = await pieces.next()
  if (!file || typeof file === 'string' || file instanceof Uint8Array) return null
  async function* content() {
    for await (const piece of pieces) {
      if (typeof piece === 'string' || piece instanceof Uint8Array) yield piece
    }
  }
  return { name: file.name, mediaType: file.mediaType, content: content() }
}
