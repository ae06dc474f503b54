import { Invitation } from '#people/invitation'
import db from '@adonisjs/lucid/services/db'

export const DEMO_ROLES = [
  'visitor',
  'newcomer',
  'member',
  'moderator',
  'treasurer',
  'board',
] as const
export type DemoRole = (typeof DEMO_ROLES)[number]

/** Which person of the demo each role signs in as; the visitor signs out. */
export const DEMO_HANDLES: Record<Exclude<DemoRole, 'visitor'>, string> = {
  newcomer: 'yann_leroux',
  member: 'awa',
  moderator: 'fatou',
  treasurer: 'emile',
  board: 'chloe',
}

/** The link of an invitation of the demo that still has seats; null when there is none. */
export async function demoInvitation(at: Date): Promise<string | null> {
  const row = await db
    .from('invitations')
    .where('seats', '>=', 100)
    .where('expires_at', '>', at)
    .orderBy('id', 'desc')
    .first()
  if (!row) return null
  const invitation = await Invitation.find(row.id)
  return invitation ? `/join?invitation=${invitation.token}` : null
}
