/** What the rule `campaigns.missed_goal` says is done with the money of a goal that was missed. */
export type MissedGoal = 'keep' | 'refund' | 'general_fund'

/** How a campaign ended: its goal reached, or what its rule does with what was collected. */
export type Outcome = 'reached' | MissedGoal

/** Days after the end during which money still on its way (a debit) may decide about the goal. */
const PATIENCE_DAYS = 14
const DAY = 86_400_000

export interface Ending {
  goalCents: number
  collectedCents: number
  /** Given in time, not there yet. */
  pendingCents: number
  missedGoal: MissedGoal
  /** Days of Europe/Paris, `2026-03-29`. */
  endsOn: string
  today: string
}

/**
 * How a campaign whose last day is over ends; null while it runs, and while money on its way could
 * still bring it to its goal, a fortnight at most.
 */
export function endingOf(ending: Ending): Outcome | null {
  const { goalCents, collectedCents, pendingCents, endsOn, today } = ending
  if (today <= endsOn) return null
  if (collectedCents >= goalCents) return 'reached'
  const mayStill = collectedCents + pendingCents >= goalCents
  if (mayStill && daysBetween(endsOn, today) <= PATIENCE_DAYS) return null
  return ending.missedGoal
}

/** How a campaign that someone closes before its end ends: at once, on the money that is there. */
export function endingNow(
  ending: Pick<Ending, 'goalCents' | 'collectedCents' | 'missedGoal'>
): Outcome {
  return ending.collectedCents >= ending.goalCents ? 'reached' : ending.missedGoal
}

/** What money for a campaign becomes when it arrives. */
export type Arrival = 'campaign' | 'general' | 'campaign_then_refund'

/**
 * Where money given for a campaign goes: to the campaign as long as it runs; once it has ended, a
 * gift that was meant for it follows what its end decided, and the later months of a monthly gift
 * go to the common fund.
 */
export function arrivalOf(gift: {
  /** A month of a monthly gift other than the first. */
  laterMonth: boolean
  initiatedOn: string
  endsOn: string
  outcome: Outcome | null
}): Arrival {
  const { laterMonth, initiatedOn, endsOn, outcome } = gift
  if (laterMonth && (outcome !== null || initiatedOn > endsOn)) return 'general'
  if (outcome === 'general_fund') return 'general'
  return outcome === 'refund' ? 'campaign_then_refund' : 'campaign'
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}
