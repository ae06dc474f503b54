import type { ApprovalTranscript } from '../methods/approval.js'
import { outOfHundred } from './rounded.js'

export interface ApprovalBar {
  number: number
  name: string
  approvals: number
  /** Out of a hundred of the valid papers. */
  width: number
  /** That is written; null without a valid paper. */
  share: string | null
  outcome: 'elected' | 'drawn' | 'below_floor' | 'tied' | 'none'
}

export interface ApprovalDrawing {
  bars: readonly ApprovalBar[]
  /** Where half of the papers are, when more is asked for. */
  floor: number | null
}

/** Approvals as bars, the most approved first. */
export function drawApproval(transcript: ApprovalTranscript): ApprovalDrawing {
  const { ranking, approvals, ballots, stages, winners, tied, parameters } = transcript
  const drawn = stages.flatMap(({ action, elected }) => (action === 'lot' ? elected : []))
  const floored = stages.flatMap(({ action, excluded }) => (action === 'floor' ? excluded : []))
  const has = (list: readonly { number: number }[], number: number) =>
    list.some((named) => named.number === number)
  const outcomeOf = (number: number): ApprovalBar['outcome'] => {
    if (has(drawn, number)) return 'drawn'
    if (has(winners, number)) return 'elected'
    if (has(tied, number)) return 'tied'
    return has(floored, number) ? 'below_floor' : 'none'
  }
  const bars = ranking.flat().map(({ number, name }) => {
    const received = approvals.find((one) => one.number === number)
    const count = received?.approvals ?? 0
    return {
      ...{ number, name, approvals: count, share: received?.share ?? null },
      width: outOfHundred(count, ballots.valid),
      outcome: outcomeOf(number),
    }
  })
  return { bars, floor: parameters.floor === 'more-than-half' ? 50 : null }
}
