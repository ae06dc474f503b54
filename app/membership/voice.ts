import { daysBetween } from './dues/periods.js'
import { isInGoodStanding, type Standing } from './dues/standing.js'

/** Whether a member votes on a day, and the reason to show them (keys under `roll.reasons`). */
export interface Voice {
  votes: boolean
  reason: {
    key: Standing | 'too_recent' | 'suspended' | 'no_college'
    /** Since the day they were admitted (Europe/Paris), that day not counted. */
    days: number
    /** The days of membership that the rule asks. */
    needed: number
    /** The last day of cover there is or was. */
    until: string | null
  }
}

export interface VoiceFacts {
  today: string
  admittedOn: string
  neededDays: number
  standing: Standing
  until: string | null
  /** Paused by moderation on that day. */
  suspended: boolean
}

/** One person, one voice: in good standing, member for long enough, not paused. */
export function voiceOf(facts: VoiceFacts): Voice {
  const { today, admittedOn, neededDays: needed, standing, until, suspended } = facts
  const days = Math.max(0, daysBetween(admittedOn, today))
  const because = (key: Voice['reason']['key'], votes: boolean): Voice => ({
    votes,
    reason: { key, days, needed, until },
  })
  if (!isInGoodStanding(standing)) return because(standing, false)
  if (suspended) return because('suspended', false)
  if (days < needed) return because('too_recent', false)
  return because(standing, true)
}
