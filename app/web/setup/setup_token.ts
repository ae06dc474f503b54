import { timingSafeEqual } from 'node:crypto'
import env from '#start/env'
import { tokenHash } from '#shared/random'

/**
 * Whether a text is the secret that only the host knows: `SETUP_TOKEN`, printed by `npm start`.
 * Without one, nobody can found a network here.
 */
export function isSetupToken(text: unknown): text is string {
  const token = env.get('SETUP_TOKEN')
  if (!token || typeof text !== 'string') return false
  return timingSafeEqual(tokenHash(token), tokenHash(text))
}
