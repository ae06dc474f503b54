import { canonicalHash } from '../methods/canonical.js'
import type { Method } from '../methods/transcript.js'
import type { AnyCount } from '../recount/any_count.js'
import { sentencesOf } from '../sentences/sentences_of.js'
import { drawApproval } from './approval_bars.js'
import { drawBudget } from './budget_bars.js'
import { drawConsent } from './consent_circle.js'
import { drawDuels } from './duels.js'
import { drawFlow } from './flow.js'
import { drawMerit } from './merit_bars.js'
import { drawMotion, withoutFolded } from './motion_bars.js'
import type { ResultTable } from './result_table.js'
import { drawStages } from './stage_bars.js'
import { tableOf } from './tables.js'
import { told, type Told } from './told.js'

/** How a page shows it. */
export interface Shown {
  locale: string
  /** Smaller colleges are put together (rule `votes.minimum_group_to_publish`). */
  minimumGroup: number
}

/** A result as its component draws and tells it. */
export interface ResultOf {
  method: Method
  /** The component that draws it, and what it draws. */
  kind: AnyCount['kind']
  drawing: object
  told: Told
  tables: readonly ResultTable[]
  /** Of the transcript: whoever counts again compares it. */
  hash: string
}

/** What a page shows of a count. */
export function resultOf(count: AnyCount, shown: Shown): ResultOf {
  const drawn = drawingOf(count, shown)
  const sentences = sentencesOf(count, shown.locale)
  return {
    drawing: drawn.drawing,
    // The drawing of duels is their table.
    tables: count.kind === 'duels' ? [] : [tableOf(count, shown)],
    kind: count.kind,
    method: count.transcript.method,
    told: told(drawn.folded ? withoutFolded(sentences, drawn.folded) : sentences),
    hash: canonicalHash(count.transcript),
  }
}

interface Drawn {
  drawing: object
  folded?: readonly string[]
}

function drawingOf(count: AnyCount, { minimumGroup }: Shown): Drawn {
  switch (count.kind) {
    case 'motion': {
      const drawing = drawMotion(count.transcript, minimumGroup)
      return { drawing, folded: drawing.folded?.names }
    }
    case 'duels':
      return { drawing: drawDuels(count.transcript) }
    case 'merit':
      return { drawing: drawMerit(count.transcript) }
    case 'approval':
      return { drawing: drawApproval(count.transcript) }
    case 'budget':
      return { drawing: drawBudget(count.transcript) }
    case 'consent':
      return { drawing: drawConsent(count.transcript) }
    case 'elimination': {
      const { transcript } = count
      return { drawing: { flow: drawFlow(transcript), stages: drawStages(transcript) } }
    }
  }
}
