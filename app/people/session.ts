import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { SessionSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'
import { prepared } from '#shared/prepared'
import { forgetUnfinished } from './forget_unfinished.js'
import { FIND_VIEWER } from './session_statements.js'
import { Viewer, type SignedInBy, type ViewerRow } from './viewer.js'

/** How a session is opened. */
export interface SessionOpening {
  personId: number
  userAgent: string
  at: Date
  secondFactorAt?: Date
  by?: SignedInBy
  /** The second factor is still to be given: until then the session opens nothing. */
  awaits?: boolean
}

interface Opened {
  session: Session
  token: string
}

const DAYS = 60
const DAY = 86_400_000
/** How long a session waits for its second factor. */
const WAIT = 10 * 60_000

/** A sign-in on one device: a random token in the cookie, its hash here. */
export class Session extends SessionSchema {
  /** Opens a session; the token is given once, to be set as the cookie. */
  static async open(
    opening: SessionOpening,
    transaction?: TransactionClientContract
  ): Promise<Opened> {
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

  /**
   * Opens a session in the place of one that stands; null when that one was ended meanwhile. Whoever
   * ends a person's sessions waits for it, or is waited for: none slips through between the two.
   */
  static async renew(token: string, opening: SessionOpening): Promise<Opened | null> {
    return db.transaction(async (transaction) => {
      await lockOwner(opening.personId, transaction)
      const ended = await Session.query({ client: transaction })
        .where({ tokenHash: tokenHash(token), personId: opening.personId })
        .where('expiresAt', '>', opening.at)
        .delete()
      return Number(ended) > 0 ? Session.open(opening, transaction) : null
    })
  }

  /** Signs a person out everywhere but here, and forgets what was begun there. */
  static async endOthers(personId: number, hereId: number): Promise<void> {
    await db.transaction(async (transaction) => {
      await lockOwner(personId, transaction)
      const theirs = Session.query({ client: transaction }).where('personId', personId)
      await theirs.whereNot('id', hereId).delete()
      await forgetUnfinished(personId, transaction)
    })
  }

  /** Signs a person out on every device. */
  static async endAll(personId: number, within?: TransactionClientContract): Promise<void> {
    const end = async (transaction: TransactionClientContract) => {
      await lockOwner(personId, transaction)
      await Session.query({ client: transaction }).where('personId', personId).delete()
      await forgetUnfinished(personId, transaction)
    }
    await (within ? end(within) : db.transaction(end))
  }

  static async end(sessionId: number): Promise<void> {
    await Session.query().where('id', sessionId).delete()
  }
}

async function lockOwner(personId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery('select from people where id = ? for no key update', [personId])
}
