import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHmac, timingSafeEqual } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { InvitationSchema } from '#database/schema'
import env from '#start/env'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'

const DAYS = 30
const DAY = 86_400_000

/** A sponsor's word for one newcomer or several; its link can be shown again, and revoked. */
export class Invitation extends InvitationSchema {
  /**
   * Invites, within the number of places that the rule book gives each month
   * (`join.invitations_per_member_per_month`).
   */
  static async make(
    invitation: { sponsorId: number; note: string; seats: number; at: Date },
    monthlyLimit: number
  ): Promise<Result<Invitation, 'monthly_limit'>> {
    return db.transaction(async (transaction) => {
      await transaction.rawQuery('select from people where id = ? for update', [
        invitation.sponsorId,
      ])
      const given = await Invitation.seatsSince(
        invitation.sponsorId,
        new Date(invitation.at.getTime() - 30 * DAY),
        transaction
      )
      if (given + invitation.seats > monthlyLimit) return refused('monthly_limit')
      const row = await Invitation.create(
        {
          sponsorId: invitation.sponsorId,
          nonce: systemRandom.bytes(16),
          note: invitation.note,
          seats: invitation.seats,
          createdAt: invitation.at,
          expiresAt: new Date(invitation.at.getTime() + DAYS * DAY),
        },
        { client: transaction }
      )
      return done(row)
    })
  }

  /** The invitation of a link's token that still has a seat at this instant, else null. */
  static async open(token: string, at: Date): Promise<Invitation | null> {
    const id = Number(token.split('.')[0])
    if (!Number.isSafeInteger(id)) return null
    const invitation = await Invitation.find(id)
    if (!invitation || !sameText(invitation.token, token)) return null
    return (await invitation.standing(at)) === 'open' ? invitation : null
  }

  static async seatsSince(
    sponsorId: number,
    since: Date,
    client: TransactionClientContract | typeof db = db
  ): Promise<number> {
    const [row] = await client
      .from('invitations')
      .where('sponsor_id', sponsorId)
      .where('created_at', '>', since)
      .sum('seats as seats')
    return Number(row?.seats ?? 0)
  }

  /** `<id>.<HMAC>`: derived from the application's key, so that nothing secret is stored. */
  get token(): string {
    const mac = createHmac('sha256', env.get('APP_KEY').release())
      .update(`invitation:${this.id}:`)
      .update(this.nonce)
      .digest('base64url')
    return `${this.id}.${mac}`
  }

  async standing(at: Date): Promise<'open' | 'full' | 'late' | 'revoked'> {
    const { rows } = await db.rawQuery(
      `select exists (select from invitation_revocations where invitation_id = :id) as revoked,
              (select count(*) from admissions where invitation_id = :id) as taken`,
      { id: this.id }
    )
    if (rows[0].revoked) return 'revoked'
    if (this.expiresAt <= at) return 'late'
    return rows[0].taken >= this.seats ? 'full' : 'open'
  }

  async revoke(at: Date): Promise<void> {
    await db
      .table('invitation_revocations')
      .knexQuery.insert({ invitation_id: this.id, revoked_at: at })
      .onConflict('invitation_id')
      .ignore()
  }
}

function sameText(one: string, other: string) {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
