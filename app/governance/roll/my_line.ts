import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import type { Voice } from '#membership/voice'
import { prepared } from '#shared/prepared'
import { weighedIn } from './weighed.js'

/** A member's own line of a roll. */
export interface MyLine {
  votes: boolean
  reason: Voice['reason']
  /** Whether the roll is frozen; before, it says how they would stand if it were frozen now. */
  frozen: boolean
  attended: boolean
}

interface Row {
  votes: boolean
  reason: Voice['reason']
}

const LINE = {
  name: 'governance.my_line',
  text: 'select votes, reason from voting_roll_lines where proposal_id = $1 and member_id = $2',
}

const ATTENDED = {
  name: 'governance.my_attendance',
  text: 'select 1 from attendances where proposal_id = $1 and member_id = $2',
}

/** Where a member stands on a roll, frozen or not yet; null when the frozen roll does not know them. */
export async function myLine(
  { proposalId, memberId, frozen }: { proposalId: number; memberId: number; frozen: boolean },
  at: Date,
  transaction: TransactionClientContract
): Promise<MyLine | null> {
  const [line] = await prepared<Row>(LINE, [proposalId, memberId], transaction)
  const attendance = await prepared(ATTENDED, [proposalId, memberId], transaction)
  const attended = attendance.length > 0
  if (line) return { ...line, frozen: true, attended }
  if (frozen) return null
  const possible = await possibleVoters(at, transaction, memberId)
  const [voter] = await weighedIn(proposalId, possible, transaction)
  return voter ? { ...voter.voice, frozen: false, attended } : null
}
