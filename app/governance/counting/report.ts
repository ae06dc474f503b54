import type { Speaker } from '#shared/speaker'
import { canonicalHash, canonicalJson } from '../methods/canonical.js'
import { isComplete } from '../methods/transcript.js'
import type { AnyCount } from '../recount/any_count.js'
import type { Cell } from '../results/result_table.js'
import { tableOf } from '../results/tables.js'
import { told } from '../results/told.js'
import { namesInLocale, type Sentence } from '../sentences/sentence.js'
import { sentencesOf } from '../sentences/sentences_of.js'
import { textTable } from './text_table.js'

/**
 * A count as a command prints it: the method and all that was declared, each stage in sentences, the
 * figures, what it comes to, and the hash that another count must give.
 */
export function reportOf(count: AnyCount, { locale, say }: Speaker): string {
  const { transcript } = count
  const lines = (sentences: readonly Sentence[]) =>
    sentences.map(({ key, words }) => say(key, words))
  const { opening, stages, closing, headline } = told(sentencesOf(count, locale))
  const cell = (one: Cell) => (typeof one === 'string' ? one : say(one.key, one.words))
  // Whoever has the ballots may see every college.
  const table = tableOf(count, { locale, minimumGroup: 1 })
  const parts = [
    [say(`results.methods.${transcript.method}`)],
    [say('counting.declared'), ...declared(transcript.parameters)],
    lines(opening),
    ...stages.map(({ sentences }) => lines(sentences)),
    lines(closing),
    [
      cell(table.caption),
      ...textTable(
        table.head.map(cell),
        table.rows.map((row) => row.map(cell))
      ),
    ],
    lines(headline),
    isComplete(transcript) ? [] : [lotNeeded(count, { locale, say })],
    [say('counting.hash', { hash: canonicalHash(transcript) })],
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}

/** What to do where a count stops for want of a lot. */
export const lotNeeded = ({ transcript }: AnyCount, { locale, say }: Speaker): string =>
  say('counting.lot_needed', {
    names: namesInLocale(transcript.tied, locale),
    candidates: transcript.candidates.length,
  })

/** As the transcript names them, so that both can be compared. */
const declared = (parameters: AnyCount['transcript']['parameters']): string[] =>
  Object.keys(parameters)
    .toSorted()
    .map((name) => `  ${name}: ${canonicalJson(parameters[name] ?? null)}`)
