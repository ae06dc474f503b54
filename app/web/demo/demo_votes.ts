import type { Kind } from '#governance/kinds'

/** A vote of the demo, as `database/demo/votes.json` tells it. Days are counted back from the seed. */
export interface DemoVote {
  key: string
  kind: Kind
  author: string
  /** The board calls it without waiting for supporters. */
  by_board?: boolean
  draft?: boolean
  started_days_ago: number
  title: string
  reasons: string
  /** What is asked; `charter` for the charter of the demo network. */
  payload: Record<string, unknown> | 'charter'
  seconds: string[]
  candidates?: { who: string; statement: string }[]
  remarks: { who: string; after_days: number; body: string }[]
  amendment?: { who: string; after_days: number; title: string; value: number; reason: string }
  /** Null while it is discussed. */
  called_after_days?: number
  record?: 'opening' | 'close'
  /** The part of the roll that votes, from 0 to 1. */
  turnout?: number
  /** How votes fall: weights of answers, of candidates to rank, or of each option's grades, worst first. */
  ballots?: Record<string, number>
  ranking?: Record<string, number>
  grades?: Record<string, number[]>
}
