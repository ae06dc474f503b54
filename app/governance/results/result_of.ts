import { canonicalHash } from '../methods/canonical.js'
import type { Method, Transcript } from '../methods/transcript.js'
import { sentencesOf } from '../sentences/sentences_of.js'
import { eliminationTable } from './elimination_table.js'
import { drawFlow } from './flow.js'
import type { ResultTable } from './result_table.js'
import { drawStages } from './stage_bars.js'
import { told, type Told } from './told.js'

/** A result as its component draws and tells it. */
export interface ResultOf {
  method: Method
  /** The component that draws it, and what it draws. */
  kind: string
  drawing: object
  told: Told
  tables: readonly ResultTable[]
  /** Of the transcript: whoever counts again compares it. */
  hash: string
}

/** What a page shows of a count, in a language. */
export function resultOf(transcript: Transcript, locale: string): ResultOf {
  return {
    ...drawn(transcript, locale),
    method: transcript.method,
    told: told(sentencesOf(transcript, locale)),
    hash: canonicalHash(transcript),
  }
}

function drawn(
  transcript: Transcript,
  locale: string
): Pick<ResultOf, 'kind' | 'drawing' | 'tables'> {
  switch (transcript.method) {
    default:
      return {
        kind: 'elimination',
        drawing: { flow: drawFlow(transcript), stages: drawStages(transcript) },
        tables: [eliminationTable(transcript, locale)],
      }
  }
}
