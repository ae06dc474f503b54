import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import { canonicalHash, canonicalJson } from '../canonical.js'
import type { Speaker } from '../speaker.js'
import { textOfFile } from '../text_file.js'
import { draw, LARGEST_POOL } from './draw.js'
import { lotSentences } from './sentences.js'
import { readSources, type Source } from './sources.js'

type Say = Speaker['say']

/**
 * `lots:draw FILE --sources="…" --count=N [--json]`: draws names by lot from public sources (RFC 3797),
 * so that anyone finds the same. FILE has a name on each line. Exit 1 with a sentence when it cannot.
 */
export default class LotsDraw extends BaseCommand {
  static override commandName = 'lots:draw'
  static override description = 'Draw names by lot from public sources, as RFC 3797 says'

  @args.string({ description: 'The names, one a line' })
  declare file: string

  @flags.string({
    description: 'The sources: numbers, with ; between sources; @23 says their bits',
  })
  declare sources: string | undefined

  @flags.string({ description: 'A file with a source on each line, in place of --sources' })
  declare sourcesFile: string | undefined

  @flags.number({ description: 'How many to draw; all without it' })
  declare count: number | undefined

  @flags.string({ description: 'Numbers that leave their place to the next: 3,5' })
  declare passedOver: string | undefined

  @flags.string({ description: 'md5, as the RFC says, or sha256', default: 'md5' })
  declare hash: string

  @flags.boolean({ description: 'The drawing as canonical JSON, and nothing else' })
  declare json: boolean | undefined

  @flags.string({ description: 'fr or en', default: 'fr' })
  declare locale: string

  override async run() {
    // Loaded here: every command of the console is loaded to be listed.
    const { speakerOf } = await import('../speaker.js')
    const { say } = await speakerOf(this.app, this.locale)
    const pool = await this.#pool(say)
    const sources = pool && (await this.#sources(say))
    if (!pool || !sources) return
    const count = this.count ?? pool.length
    const passedOver = (this.passedOver ?? '').split(',').filter(Boolean).map(Number)
    if (!Number.isInteger(count) || count < 0 || count > pool.length) {
      return this.#refuse(say('lots.faults.count', { most: pool.length }))
    }
    if (passedOver.some((one) => !Number.isInteger(one) || one < 1 || one > pool.length)) {
      return this.#refuse(say('lots.faults.passed_over', { most: pool.length }))
    }
    if (this.hash !== 'md5' && this.hash !== 'sha256') return this.#refuse(say('lots.faults.hash'))
    const drawing = draw(pool, sources, { count, hash: this.hash, passedOver })
    if (this.json) {
      process.stdout.write(canonicalJson(drawing))
      return
    }
    const said = lotSentences(drawing).map(({ key, words }) => say(key, words))
    process.stdout.write([...said, `SHA-256 ${canonicalHash(drawing)}`, ''].join('\n'))
  }

  async #pool(say: Say): Promise<string[] | null> {
    const text = await this.#text(this.file, say)
    if (text === null) return null
    const pool = text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim())
      .filter(Boolean)
    if (pool.length === 0) return this.#refuse(say('lots.faults.empty', { file: this.file }))
    if (pool.length > LARGEST_POOL) {
      return this.#refuse(say('lots.faults.too_many', { most: LARGEST_POOL }))
    }
    const twice = pool.findIndex((name, index) => pool.indexOf(name) !== index)
    if (twice < 0) return pool
    return this.#refuse(say('lots.faults.twice', { file: this.file, name: pool[twice] ?? '' }))
  }

  async #sources(say: Say): Promise<Source[] | null> {
    const from = this.sourcesFile
    const text = from === undefined ? (this.sources ?? '') : await this.#text(from, say)
    if (text === null) return null
    const read = readSources(text)
    if (!read.ok) return this.#refuse(say('lots.faults.source', { ...read.refusal }))
    return read.value.length > 0 ? read.value : this.#refuse(say('lots.faults.no_source'))
  }

  async #text(path: string, say: Say): Promise<string | null> {
    const text = await textOfFile(path)
    return text.ok ? text.value : this.#refuse(say(`text_files.${text.refusal}`, { file: path }))
  }

  #refuse(sentence: string): null {
    process.stderr.write(`${sentence}\n`)
    this.exitCode = 1
    return null
  }
}
