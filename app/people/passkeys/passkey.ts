import type { WebAuthnCredential } from '@simplewebauthn/server'
import db from '@adonisjs/lucid/services/db'
import { PasskeySchema } from '#database/schema'
import { done, refused, type Result } from '#shared/result'

const AT_MOST = 20

/**
 * A key pair on a person's device, of which the public half is here (W3C Web Authentication
 * level 3): it signs one in without any secret that could be told to someone else.
 */
export class Passkey extends PasskeySchema {
  /** Keeps a new passkey; one credential has one owner, and a person has twenty at most. */
  static async add(
    passkey: { personId: number; name: string; credential: WebAuthnCredential },
    at: Date
  ): Promise<Result<Passkey, 'known_already' | 'too_many'>> {
    const { personId, name, credential } = passkey
    return db.transaction(async (transaction) => {
      await transaction.rawQuery('select from people where id = ? for update', [personId])
      const kept = await Passkey.query({ client: transaction }).where('personId', personId)
      if (kept.length >= AT_MOST) return refused('too_many')
      const [row] = await transaction
        .table('passkeys')
        .knexQuery.insert({
          person_id: personId,
          credential_id: credential.id,
          public_key: Buffer.from(credential.publicKey),
          counter: credential.counter,
          transports: credential.transports ?? [],
          name,
          added_at: at,
        })
        .onConflict('credential_id')
        .ignore()
        .returning('id')
      if (!row) return refused('known_already')
      return done(await Passkey.findOrFail(row.id, { client: transaction }))
    })
  }

  static async of(personId: number): Promise<Passkey[]> {
    return Passkey.query().where('personId', personId).orderBy('id')
  }

  /** Whether a person has one at least. */
  static async isKeptBy(personId: number): Promise<boolean> {
    return (await Passkey.findBy('personId', personId)) !== null
  }

  /** As the library that checks signatures wants it. */
  get credential(): WebAuthnCredential {
    return {
      id: this.credentialId,
      publicKey: new Uint8Array(this.publicKey),
      counter: this.counter,
      transports: this.transports,
    }
  }

  /**
   * Notes a use. False when its counter has not gone on, which a copy of the key would betray;
   * devices that do not count say 0 each time (WebAuthn § 6.1.1).
   */
  async use(counter: number, at: Date): Promise<boolean> {
    const { rows } = await db.rawQuery<{ rows: unknown[] }>(
      `update passkeys set counter = :counter, last_used_at = :at
        where id = :id and (counter < :counter or (counter = 0 and :counter = 0)) returning 1`,
      { id: this.id, counter, at }
    )
    return rows.length === 1
  }

  async rename(name: string): Promise<void> {
    this.name = name
    await this.save()
  }
}
