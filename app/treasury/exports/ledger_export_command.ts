import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { clock } from '#shared/clock'
import type { ExportFile } from './export_file.js'
import { exportFile, type ExportFileKey } from './export_files.js'
import { exportedYear } from './exported_year.js'
import { fromOneSnapshot } from './snapshot.js'

const FORMATS: Record<string, ExportFileKey[]> = {
  fec: ['fec', 'fec-description'],
  hledger: ['hledger'],
  beancount: ['beancount'],
  csv: ['csv', 'balance'],
  xlsx: ['xlsx'],
  ods: ['ods'],
  pdf: ['statements'],
  dossier: ['dossier'],
}

/** `ledger:export FORMAT --year=Y [--out=DIR]`: a year of the books as files; exit 1 when it cannot be. */
export default class LedgerExport extends BaseCommand {
  static override commandName = 'ledger:export'
  static override description = `Write a year of the books: ${Object.keys(FORMATS).join(', ')}`
  static override options = { startApp: true }

  @args.string({ description: Object.keys(FORMATS).join(', ') })
  declare format: string

  @flags.number({ description: 'The year to export' })
  declare year: number | undefined

  @flags.string({ description: 'The folder to write to; the current one without it' })
  declare out: string | undefined

  override async run() {
    const keys = Object.hasOwn(FORMATS, this.format) ? FORMATS[this.format] : undefined
    if (!keys)
      return this.#refuse(`There is no format ${this.format}: ${Object.keys(FORMATS).join(', ')}.`)
    const { year, out = '.' } = this
    if (year === undefined) return this.#refuse('Which year? Say --year=2026.')
    let known = false
    const files = fromOneSnapshot(async function* (books) {
      const facts = await exportedYear(year, books)
      if (!facts) return
      known = true
      for (const key of keys) yield exportFile(key, facts, books, clock.now())
    })
    await mkdir(out, { recursive: true })
    for await (const file of files) await this.#write(file, out)
    if (!known) this.#refuse(`There are no books of ${year}.`)
  }

  #refuse(sentence: string) {
    this.logger.error(sentence)
    this.exitCode = 1
  }

  /** Under another name until it is whole: what stands there under its own can be trusted. */
  async #write({ name, content }: ExportFile, folder: string) {
    const path = join(folder, name)
    const partial = `${path}.partial`
    try {
      await pipeline(
        Readable.from(this.#told(name, content()), { objectMode: false }),
        createWriteStream(partial)
      )
      await rename(partial, path)
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
    this.logger.log(path)
  }

  /** Says on the error stream how far a file is, about each second. */
  async *#told(name: string, content: AsyncIterable<string | Uint8Array>) {
    let bytes = 0
    let told = performance.now()
    for await (const piece of content) {
      bytes += Buffer.byteLength(piece)
      yield piece
      if (performance.now() - told < 1000) continue
      told = performance.now()
      process.stderr.write(`${name}: ${(bytes / 1e6).toFixed(0)} MB\n`)
    }
    process.stderr.write(`${name}: ${bytes} bytes\n`)
  }
}
