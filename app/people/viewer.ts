import { grants, type Power, type Role } from './powers.js'

const FRESH_MINUTES = 15

/** How a session began. */
export type SignedInBy = 'link' | 'password' | 'passkey' | 'demo'

/** Who is looking: the signed-in person as one query of the session tells, mandates in force included. */
export class Viewer {
  readonly id: number
  readonly sessionId: number
  readonly name: string
  readonly handle: string
  readonly locale: 'fr' | 'en'
  readonly photo: { key: string } | null
  readonly roles: readonly Role[]
  /** When a second factor was given in this session; null when none was. */
  readonly secondFactorAt: Date | null
  readonly startedAt: Date
  /** How this session began. */
  readonly signedInBy: SignedInBy
  /** When this person last proved who they are in this session. */
  readonly confirmedAt: Date
  /** Whether this person's feed is limited to places. */
  readonly choosesPlaces: boolean
  /** The number up to which this person has read the feed; null before the first time. */
  readonly readUpTo: number | null
  /** How many of this person's posts others are still to let through; 0 for most. */
  readonly heldPostsLeft: number
  /** Whether something happened to this person that they have not read yet. */
  readonly hasNews: boolean
  /** Whether a vote of the members ended what this account may do. */
  readonly excluded: boolean
  /** Until when a decision of moderation keeps this person from writing; null for most. */
  readonly pausedUntil: Date | null

  constructor(row: ViewerRow) {
    this.id = row.id
    this.sessionId = row.session_id
    this.name = row.name
    this.handle = row.handle
    this.locale = row.locale
    this.photo = row.portrait_key ? { key: row.portrait_key } : null
    this.roles = row.roles
    this.secondFactorAt = row.second_factor_at
    this.startedAt = row.started_at
    this.signedInBy = row.signed_in_by
    this.confirmedAt = row.confirmed_at ?? row.started_at
    this.choosesPlaces = row.chooses_places
    this.readUpTo = row.read_up_to
    this.heldPostsLeft = row.held_posts_left
    this.hasNews = row.has_news
    this.excluded = row.excluded
    this.pausedUntil = row.paused_until
  }

  /** Whether this person has just proved who they are; a device left open proves nothing. */
  hasJustSignedIn(at: Date): boolean {
    return at.getTime() - this.confirmedAt.getTime() <= FRESH_MINUTES * 60_000
  }

  /** A mandate's powers are there only once a second factor was given in this session. */
  may(power: Power): boolean {
    return this.secondFactorAt !== null && this.holds(power)
  }

  /** Whether a mandate grants this power, a second factor given or not. */
  holds(power: Power): boolean {
    return grants(this.roles, power)
  }
}

export interface ViewerRow {
  id: number
  session_id: number
  name: string
  handle: string
  locale: 'fr' | 'en'
  portrait_key: string | null
  roles: Role[]
  second_factor_at: Date | null
  started_at: Date
  confirmed_at: Date | null
  signed_in_by: SignedInBy
  chooses_places: boolean
  read_up_to: number | null
  held_posts_left: number
  has_news: boolean
  excluded: boolean
  paused_until: Date | null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Who is looking; null for a visitor. */
    viewer: Viewer | null
  }
}
