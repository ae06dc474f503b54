import db from '@adonisjs/lucid/services/db'
import { onCall } from './cases/acting.js'

/**
 * Whether somebody answers: whoever holds a mandate to moderate, and the founder until there is a charter.
 * With nobody, sign-ups close and newcomers' posts wait (app/rooms: the rota says who and when).
 */
export async function someoneOnDuty(at: Date): Promise<boolean> {
  const organisation = await db.from('organisation').first()
  if (!organisation || organisation.charter_adopted_at === null) return true
  return (await onCall(at)).length > 0
}

/** The gate of sign-ups: why nobody comes in now; null when somebody looks after the place. */
export async function nobodyOnDuty(at: Date): Promise<string | null> {
  return (await someoneOnDuty(at)) ? null : 'moderation.gate.nobody'
}
