import { errors, symbols } from '@adonisjs/auth'
import type { AuthClientResponse, GuardContract } from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { SESSION_COOKIE } from '#shared/http/session_cookie'
import { clock } from '#shared/clock'
import { Session, type SessionOpening } from './session.js'
import type { SignedInBy, Viewer } from './viewer.js'

/** How a session begins. */
export interface Opening {
  by: SignedInBy
  /** A second factor was given with it. */
  secondFactor?: boolean
  /** A second factor is still to be given. */
  awaits?: boolean
}

/**
 * The guard of @adonisjs/auth over an opaque database session: one query reads the session, the
 * person and the mandates, and a page view writes nothing (docs/decisions/0003).
 */
export class SessionGuard implements GuardContract<Viewer> {
  declare [symbols.GUARD_KNOWN_EVENTS]: Record<never, never>
  readonly driverName = 'placette_session'
  user?: Viewer
  isAuthenticated = false
  authenticationAttempted = false

  constructor(private ctx: HttpContext) {}

  async check(): Promise<boolean> {
    if (this.authenticationAttempted) return this.isAuthenticated
    this.authenticationAttempted = true
    const token = this.#token()
    if (token === null) return false
    this.user = (await Session.viewer(token, clock.now())) ?? undefined
    this.isAuthenticated = this.user !== undefined
    return this.isAuthenticated
  }

  async authenticate(): Promise<Viewer> {
    await this.check()
    return this.getUserOrFail()
  }

  getUserOrFail(): Viewer {
    return this.user ?? this.#askToSignIn()
  }

  /** Opens a session on this device; a session it already had is ended, so no id survives a sign-in. */
  async login(personId: number, opening: Opening): Promise<void> {
    const at = clock.now()
    const before = this.#token()
    if (before !== null) await Session.endByToken(before)
    this.#give(await Session.open(this.#openingOf(personId, opening, at)))
  }

  /**
   * Opens another session in place of the one that is here, waiting or open, so that one stolen
   * before gains nothing. Asks to sign in when the one here was ended meanwhile. Returns its id.
   */
  async renew(personId: number, opening: Opening): Promise<number> {
    const before = this.#token()
    const wanted = this.#openingOf(personId, opening, clock.now())
    const opened = before === null ? null : await Session.renew(before, wanted)
    if (!opened) return this.#askToSignIn()
    this.#give(opened)
    return opened.session.id
  }

  #askToSignIn(): never {
    throw new errors.E_UNAUTHORIZED_ACCESS('Sign in first', {
      guardDriverName: this.driverName,
      redirectTo: '/sign-in',
    })
  }

  #openingOf(personId: number, { by, awaits, secondFactor }: Opening, at: Date): SessionOpening {
    const userAgent = this.ctx.request.header('user-agent') ?? ''
    return { personId, userAgent, at, by, awaits, secondFactorAt: secondFactor ? at : undefined }
  }

  #give({ session, token }: { session: Session; token: string }) {
    this.ctx.response.plainCookie(SESSION_COOKIE, token, {
      encode: false,
      expires: session.expiresAt,
      httpOnly: true,
      sameSite: 'lax',
      secure: appUrl.startsWith('https:'),
      path: '/',
    })
  }

  async logout(): Promise<void> {
    const token = this.#token()
    if (token !== null) await Session.endByToken(token)
    this.user = undefined
    this.isAuthenticated = false
    this.ctx.response.clearCookie(SESSION_COOKIE)
  }

  /** Who still has a second factor to give in this browser; null for nobody. */
  async awaiting(): Promise<{ personId: number; by: SignedInBy } | null> {
    const token = this.#token()
    const session = token === null ? null : await Session.awaiting(token, clock.now())
    return session && { personId: session.personId, by: session.signedInBy as SignedInBy }
  }

  #token(): string | null {
    const token = this.ctx.request.plainCookie(SESSION_COOKIE, undefined, false)
    return typeof token === 'string' && token.length === 43 ? token : null
  }

  /** For the HTTP test client: a real session in a real cookie. */
  async authenticateAsClient(user: Viewer | { id: number }): Promise<AuthClientResponse> {
    const at = clock.now()
    const { token } = await Session.open({
      personId: user.id,
      userAgent: 'test client',
      at,
      secondFactorAt: at,
    })
    return { headers: { cookie: `${SESSION_COOKIE}=${token}` } }
  }
}
