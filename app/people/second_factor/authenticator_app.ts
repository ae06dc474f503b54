import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { Secret, TOTP } from 'otpauth'
import { AuthenticatorAppSchema } from '#database/schema'

const PERIOD = 30
/** How long a secret waits for its first code. */
const WAITS = 15 * 60_000
/** One code before and one after the present one: clocks differ (RFC 6238 § 5.2). */
const DRIFT = 1

/**
 * An application that shows a code of six digits every half minute (RFC 6238). Its secret is kept
 * sealed with the application's key; it counts once a first code has shown that it is set up.
 */
export class AuthenticatorApp extends AuthenticatorAppSchema {
  static override primaryKey = 'personId'

  /** Whether a person signs in with codes. */
  static async isSetUp(personId: number): Promise<boolean> {
    const app = await AuthenticatorApp.find(personId)
    return app !== null && app.confirmedAt !== null
  }

  /**
   * The application being set up: a fresh secret, unless one has waited for its first code for less
   * than a quarter of an hour. An older one may have been read by someone else.
   */
  static async begin(personId: number, at: Date): Promise<AuthenticatorApp> {
    const sealed = encryption.encrypt(new Secret({ size: 20 }).base32)
    await db.rawQuery(
      `insert into authenticator_apps as app (person_id, sealed_secret, added_at)
        values (:personId, :sealed, :at)
        on conflict (person_id) do update
          set sealed_secret = excluded.sealed_secret, added_at = excluded.added_at, last_step = 0
          where app.confirmed_at is null and app.added_at <= :before`,
      { personId, sealed, at, before: new Date(at.getTime() - WAITS) }
    )
    return AuthenticatorApp.findOrFail(personId)
  }

  static async remove(personId: number): Promise<void> {
    await AuthenticatorApp.query().where('personId', personId).delete()
  }

  /** What the application is told: an address for its camera, a secret to be typed. */
  keyFor(label: string, network: string): { address: string; secret: string } {
    const secret = this.#secret()
    const address = new TOTP({ issuer: network, label, secret, period: PERIOD }).toString()
    return { address, secret: secret.base32 }
  }

  /**
   * Whether a code is right at this instant. A code serves once: its step is written down with it,
   * and that one and those before are refused from then on.
   */
  async accepts(code: string, at: Date): Promise<boolean> {
    const digits = code.replaceAll(/\D/g, '')
    const totp = new TOTP({ secret: this.#secret(), period: PERIOD })
    const delta = totp.validate({ token: digits, timestamp: at.getTime(), window: DRIFT })
    if (delta === null) return false
    const step = Math.floor(at.getTime() / 1000 / PERIOD) + delta
    const taken = await AuthenticatorApp.query()
      .where('personId', this.personId)
      .where('lastStep', '<', step)
      .update({ last_step: step })
    return Number(taken) > 0
  }

  /** The first right code: from now on it is asked for at each sign-in. */
  async confirm(at: Date): Promise<void> {
    this.confirmedAt = at
    await this.save()
  }

  #secret(): Secret {
    const secret = encryption.decrypt<string>(this.sealedSecret)
    if (!secret) throw new Error('The secret was sealed with another APP_KEY')
    return Secret.fromBase32(secret)
  }
}
