import db from '@adonisjs/lucid/services/db'
import { FeedTokenSchema } from '#database/schema'
import { prepared } from '#shared/prepared'
import { newToken, tokenHash } from '#shared/random'

/** Whose private feed a token opens, as far as the feed depends on it. */
export interface FeedHolder {
  id: number
  locale: 'fr' | 'en'
  choosesPlaces: boolean
}

const HOLDER = {
  name: 'feed.token_holder',
  text: `select p.id, p.locale,
      exists (select from chosen_places c where c.person_id = p.id) as "choosesPlaces"
    from feed_tokens t join people p on p.id = t.person_id where t.token_hash = $1`,
}

/** The key of a member's private feed: one at a time, its hash kept here, gone when revoked. */
export class FeedToken extends FeedTokenSchema {
  /** Makes a key, given once; the one before opens nothing any more. */
  static async renew(personId: number, at: Date): Promise<string> {
    const { token, hash } = newToken()
    await db
      .table('feed_tokens')
      .knexQuery.insert({ person_id: personId, token_hash: hash, made_at: at })
      .onConflict('person_id')
      .merge()
    return token
  }

  static async revoke(personId: number): Promise<void> {
    await FeedToken.query().where('personId', personId).delete()
  }

  static async holder(token: string): Promise<FeedHolder | null> {
    const [holder] = await prepared<FeedHolder>(HOLDER, [tokenHash(token)])
    return holder ?? null
  }
}
