import db from '@adonisjs/lucid/services/db'
import { PasskeyChallengeSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'

const MINUTES = 5

/** How long a challenge stands, in milliseconds. */
export const CHALLENGE_LASTS = MINUTES * 60_000

export const PURPOSES = ['sign_in', 'add', 'confirm'] as const
export type Purpose = (typeof PURPOSES)[number]

/** What a challenge is for, and for whom; nobody is known yet when one signs in. */
export interface ChallengeUse {
  purpose: Purpose
  personId: number | null
}

/** Random bytes that a passkey signs: for one purpose and one person, once, within five minutes. */
export class PasskeyChallenge extends PasskeyChallengeSchema {
  static async open({ purpose, personId }: ChallengeUse, at: Date): Promise<string> {
    const { token, hash } = newToken()
    const expiresAt = new Date(at.getTime() + CHALLENGE_LASTS)
    await PasskeyChallenge.create({ challengeHash: hash, purpose, personId, expiresAt })
    return token
  }

  /** Uses a challenge up, whatever the answer; whether it stood for just this use. */
  static async spend(challenge: string, use: ChallengeUse, at: Date): Promise<boolean> {
    const { rows } = await db.rawQuery<{ rows: SpentRow[] }>(
      `delete from passkey_challenges where challenge_hash = ?
        returning purpose, person_id, expires_at`,
      [tokenHash(challenge)]
    )
    const [row] = rows
    if (!row || row.expires_at <= at) return false
    return row.purpose === use.purpose && row.person_id === use.personId
  }
}

interface SpentRow {
  purpose: Purpose
  person_id: number | null
  expires_at: Date
}
