import { createHash } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { ExportFile } from './export_file.js'
import type { ExportedYear } from './exported_year.js'
import { readPapers } from './papers.js'
import { type ZippedFile, zipStream } from './sheets/zip_stream.js'

/** Compressed already. */
const STORED = /\.(?:xlsx|ods|pdf|jpg|png|webp)$/

/**
 * Everything of a year in one archive: what an accountant reads, what other programs read, and the
 * documents behind the entries, with the SHA-256 of each (`sha256sum -c SHA256SUMS`).
 */
export function dossier(
  exports: ExportFile[],
  year: ExportedYear,
  books: TransactionClientContract,
  at: Date
): AsyncGenerator<Uint8Array, void, void> {
  const folder = `dossier-${year.year}`
  const sums: string[] = []

  async function* files(): AsyncGenerator<ZippedFile, void, void> {
    for (const { name, content } of exports) yield zipped(name, content())
    for await (const { name, content } of readPapers(year.year, books)) {
      yield zipped(`pieces/${name}`, [content])
    }
    yield { name: `${folder}/SHA256SUMS`, content: [sums.join('')], at }
  }

  function zipped(name: string, content: ZippedFile['content']): ZippedFile {
    return {
      name: `${folder}/${name}`,
      content: summed(name, content),
      stored: STORED.test(name),
      at,
    }
  }

  async function* summed(name: string, content: ZippedFile['content']) {
    const hash = createHash('sha256')
    for await (const piece of content) {
      hash.update(piece)
      yield piece
    }
    sums.push(`${hash.digest('hex')}  ${name}\n`)
  }

  return zipStream(files())
}
