import db from '@adonisjs/lucid/services/db'
import { EmailChangeSchema } from '#database/schema'
import { violates } from '#shared/constraint'
import { newToken, tokenHash } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { normaliseEmail, Person } from './person.js'

const HOURS = 24

/** Another e-mail address, on its way: it counts once a link sent there was pressed. */
export class EmailChange extends EmailChangeSchema {
  /**
   * Sends a link to the new address and word of it to the old one. An address that already has an
   * account gets no link, and the page says the same.
   */
  static async ask(person: Person, address: string, at: Date): Promise<void> {
    const email = normaliseEmail(address)
    const { token, hash } = newToken()
    const known = await Person.byEmail(email)
    await db.transaction(async (transaction) => {
      const { id: personId, name, locale, email: before } = person
      const told = { at, personId, person: name, locale }
      if (!known) {
        await EmailChange.create(
          {
            tokenHash: hash,
            personId,
            email,
            askedAt: at,
            expiresAt: new Date(at.getTime() + HOURS * 3_600_000),
          },
          { client: transaction }
        )
        await tell({ ...told, name: 'people.email_change_asked', email, token }, transaction)
      }
      if (before === null) return
      const warning = { ...told, name: 'people.email_change_told', email: before, token }
      await tell(warning, transaction)
    })
  }

  /** Whether a link would still work; looking does not use it. */
  static async stands(token: string, at: Date): Promise<EmailChange | null> {
    return EmailChange.query()
      .where('tokenHash', tokenHash(token))
      .whereNull('usedAt')
      .where('expiresAt', '>', at)
      .first()
  }

  /** Makes the new address the person's, once; other links for them no longer serve. */
  async apply(at: Date): Promise<Result<null, 'taken' | 'gone'>> {
    try {
      return await db.transaction(async (transaction) => {
        const pending = () => transaction.from('email_changes').whereNull('used_at')
        // Used by another press, or taken back by its person, since this link was read.
        const own = await pending().where('token_hash', this.tokenHash).update({ used_at: at })
        if (Number(own) === 0) return refused('gone')
        await pending().where('person_id', this.personId).update({ used_at: at })
        await transaction
          .from('sign_in_links')
          .where('person_id', this.personId)
          .whereNull('used_at')
          .update({ used_at: at })
        await transaction.from('people').where('id', this.personId).update({ email: this.email })
        return done(null)
      })
    } catch (error) {
      if (violates(error, 'people_email_unique')) return refused('taken')
      throw error
    }
  }
}
