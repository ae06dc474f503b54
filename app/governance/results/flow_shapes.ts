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
