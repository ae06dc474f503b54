import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import { countOfVotes } from './count_of_votes.js'
import { FlowSheet } from './flow_sheet.js'

/** Votes of one candidate after one stage: what was kept, and above it what was gained. */
export interface FlowBar {
  x: number
  y: number
  width: number
  height: number
  gained: number
  state: 'waiting' | 'elected'
}

/** A candidate's line, on which bars stand; number `null` is nobody's. */
export interface FlowLane {
  number: number | null
  name: string
  /** The name as far as it fits. */
  label: string
  /** Height of the line that the bars stand on. */
  y: number
  outcome: 'elected' | 'standing' | 'excluded' | 'nobody'
  /** Votes after the first stage and after the last. */
  first: number
  last: number
  bars: readonly FlowBar[]
  /** What goes on from one bar to the next, as one path. */
  kept: string
  /** Where the line ends, and the stage that settled it. */
  end: { x: number; stage: number | null }
  /** The quota, until it is reached, as a path. */
  quota: string | null
}

/** Votes on their way from one candidate to another, or to nobody. */
export interface FlowRibbon {
  path: string
  from: string
  to: string | null
  votes: number
  stage: number
  /** Whether the one who gives stays: what is given is a surplus. */
  surplus: boolean
}

export interface Flow {
  width: number
  height: number
  /** Where names end, and where seats begin. */
  namesEnd: number
  seatsStart: number
  columns: readonly { n: number; x: number }[]
  lanes: readonly FlowLane[]
  ribbons: readonly FlowRibbon[]
}

/** A count by elimination as a flow: a column for each stage, a line for each candidate. */
export function drawFlow(transcript: EliminationTranscript): Flow {
  const count = countOfVotes(transcript)
  const sheet = new FlowSheet(count)
  const lanes = count.candidates.map(({ number, name }) => sheet.lane(number, name))
  const lost = count.stages.some((stage) => stage.lost > 0)
  return {
    width: sheet.width,
    height: sheet.height,
    namesEnd: sheet.namesEnd,
    seatsStart: sheet.seatsStart,
    columns: count.stages.map(({ n }, index) => ({ n, x: sheet.middle(index) })),
    lanes: lost ? [...lanes, sheet.lane(null, '')] : lanes,
    ribbons: count.stages.flatMap((_stage, index) => sheet.ribbons(index)),
  }
}
