import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesLinkSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'
import { Member } from '../register/member.js'

const DAY = 86_400_000
const DAYS = { renew: 90, claim: 2 }

/** A link of a letter: to pay one's dues without signing in, or to claim what one has paid. */
export class DuesLink extends DuesLinkSchema {
  static override table = 'dues_links'

  static async toRenew(memberId: number, at: Date, transaction: TransactionClientContract) {
    return DuesLink.#make({ kind: 'renew', memberId, personId: null, email: null }, at, transaction)
  }

  static async toClaim(
    claim: { personId: number; email: string; memberId: number },
    at: Date,
    transaction: TransactionClientContract
  ) {
    return DuesLink.#make({ kind: 'claim', ...claim }, at, transaction)
  }

  /** Whose dues a link pays; null when it is unknown or late. It may be followed several times. */
  static async memberToRenew(token: string, at: Date): Promise<Member | null> {
    const link = await DuesLink.find(tokenHash(token))
    if (link?.kind !== 'renew' || link.expiresAt <= at || link.memberId === null) return null
    return Member.find(link.memberId)
  }

  /** A claim that still stands for this person. */
  static async claimOf(
    token: string,
    personId: number,
    at: Date,
    transaction?: TransactionClientContract
  ): Promise<DuesLink | null> {
    const query = DuesLink.query({ client: transaction })
      .where({ tokenHash: tokenHash(token), kind: 'claim', personId })
      .whereNull('usedAt')
      .where('expiresAt', '>', at)
    if (transaction) void query.forUpdate()
    return query.first()
  }

  static async #make(
    facts: {
      kind: 'renew' | 'claim'
      memberId: number | null
      personId: number | null
      email: string | null
    },
    at: Date,
    transaction: TransactionClientContract
  ): Promise<string> {
    const { token, hash } = newToken()
    const expiresAt = new Date(at.getTime() + DAYS[facts.kind] * DAY)
    const row = { ...facts, tokenHash: hash, createdAt: at, expiresAt }
    await DuesLink.create(row, { client: transaction })
    return token
  }
}
