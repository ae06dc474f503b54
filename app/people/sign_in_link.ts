import db from '@adonisjs/lucid/services/db'
import { SignInLinkSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'
import { tell } from '#shared/wiring/events'
import type { Person } from './person.js'

const MINUTES = 30

/** A link that signs in once, within half an hour; only its hash is kept. */
export class SignInLink extends SignInLinkSchema {
  /** Makes a link and lets the letter that carries it join the transaction; `next` is a path of ours. */
  static async send(person: Person, at: Date, next = '/feed'): Promise<void> {
    const { token, hash } = newToken()
    await db.transaction(async (transaction) => {
      await SignInLink.create(
        {
          tokenHash: hash,
          personId: person.id,
          createdAt: at,
          expiresAt: new Date(at.getTime() + MINUTES * 60_000),
        },
        { client: transaction }
      )
      const { id: personId, email, name, locale } = person
      await tell(
        {
          name: 'people.sign_in_link_made',
          at,
          personId,
          email,
          person: name,
          locale,
          token,
          next,
        },
        transaction
      )
    })
  }

  /** Uses a link up: the person it is for, or null when it is unknown, late or already used. */
  static async use(token: string, at: Date): Promise<number | null> {
    const [link] = await SignInLink.query()
      .where('tokenHash', tokenHash(token))
      .whereNull('usedAt')
      .where('expiresAt', '>', at)
      .update({ used_at: at }, ['person_id'])
    return (link as unknown as { person_id: number } | undefined)?.person_id ?? null
  }

  /** Whether a link would still work; looking does not use it (mail scanners look). */
  static async stands(token: string, at: Date): Promise<boolean> {
    const link = await SignInLink.find(tokenHash(token))
    return link !== null && link.usedAt === null && link.expiresAt > at
  }
}
