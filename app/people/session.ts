import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SessionSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'
import { prepared } from '#shared/prepared'
import { FIND_VIEWER } from './session_statements.js'
import { Viewer, type SignedInBy, type ViewerRow } from './viewer.js'

const DAYS = 60
const DAY = 86_400_000
/** How long a session waits for its second factor. */
const WAIT = 10 * 60_000

/** A sign-in on one device: a random token in the cookie, its hash here. */
export class Session extends SessionSchema {
  /** Opens a session; the token is given once, to be set as the cookie. */
  static async open(
    opening: {
      personId: number
      userAgent: string
      at: Date
      secondFactorAt?: Date
      by?: SignedInBy
      /** The second factor is still to be given: until then the session opens nothing. */
      awaits?: boolean
    },
    transaction?: TransactionClientContract
  ): Promise<{ session: Session; token: string }> {
    const { token, hash } = newToken()
    const session = await Session.create(
      {
        tokenHash: hash,
        personId: opening.personId,
        userAgent: opening.userAgent.slice(0, 200),
        startedAt: opening.at,
        expiresAt: new Date(opening.at.getTime() + (opening.awaits ? WAIT : DAYS * DAY)),
        secondFactorAt: opening.secondFactorAt ?? null,
        signedInBy: opening.by ?? 'link',
        confirmedAt: opening.at,
        awaitsSecondFactor: opening.awaits ?? false,
      },
      { client: transaction }
    )
    return { session, token }
  }

  /** Who holds this token at this instant; null when nobody does (any more). */
  static async viewer(token: string, at: Date): Promise<Viewer | null> {
    const [row] = await prepared<ViewerRow>(FIND_VIEWER, [tokenHash(token), at])
    return row ? new Viewer(row) : null
  }

  /** The session of this token that still waits for its second factor. */
  static async awaiting(token: string, at: Date): Promise<Session | null> {
    return Session.query()
      .where({ tokenHash: tokenHash(token), awaitsSecondFactor: true })
      .where('expiresAt', '>', at)
      .first()
  }

  /** Ends whatever session has this token, waiting or open. */
  static async endByToken(token: string): Promise<void> {
    await Session.query().where('tokenHash', tokenHash(token)).delete()
  }

  /** Signs a person out everywhere but here. */
  static async endOthers(personId: number, hereId: number): Promise<void> {
    await Session.query().where('personId', personId).whereNot('id', hereId).delete()
  }

  /** Signs a person out on every device. */
  static async endAll(personId: number): Promise<void> {
    await Session.query().where('personId', personId).delete()
  }

  static async end(sessionId: number): Promise<void> {
    await Session.query().where('id', sessionId).delete()
  }
}
