import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ShareWithdrawalSchema } from '#database/schema'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Member } from '../register/member.js'
import { holdCapital } from './share_capital.js'
import { holdingsOf, totalOf } from './share_holdings.js'
import { settleWithdrawals } from './settle_withdrawals.js'
import { dueOf } from './withdrawal_due.js'

export type WithdrawalRefusal = 'more_than_held' | 'not_paid_up'
export type DecisionRefusal = 'decided_already' | 'own' | 'reason' | 'leaving_is_a_right'
export type RepaymentRefusal = 'repaid_already' | 'own' | 'not_withdrawn' | 'loss' | 'same_person'

/**
 * Shares that a member asks back. Whoever takes all of theirs leaves, which is a right (code de
 * commerce, art. L231-6); taking back a part is the board's to accept. Accepted, they leave the
 * capital in the order of asking, above its floor; then the treasury gives the money back.
 */
export class ShareWithdrawal extends ShareWithdrawalSchema {
  /** Asks some back; a part only of what is paid up. */
  static async ask(
    memberId: number,
    shares: number,
    at: Date
  ): Promise<Result<ShareWithdrawal, WithdrawalRefusal>> {
    return db.transaction(async (transaction) => {
      await holdCapital(transaction)
      const held = totalOf(await holdingsOf(memberId, transaction))
      const waiting = await waitingShares(memberId, transaction)
      if (waiting + shares > held.shares) return refused('more_than_held')
      const leaves = waiting + shares === held.shares
      if (!leaves && held.paidUpCents < held.nominalCents) return refused('not_paid_up')
      const asked = await ShareWithdrawal.create(
        { memberId, shares, askedAt: at },
        { client: transaction }
      )
      return done(asked)
    })
  }

  /** Accepts or refuses it, once; then whatever the floor allows leaves the capital. */
  async decide(
    decision: { accepted: boolean; reason: string; deciderId: number },
    at: Date
  ): Promise<Result<null, DecisionRefusal>> {
    const { accepted, reason, deciderId } = decision
    if (!accepted && reason === '') return refused('reason')
    return db.transaction(async (transaction) => {
      await holdCapital(transaction)
      if (await this.#isOf(deciderId, transaction)) return refused('own')
      if (!accepted && (await this.takesAll(transaction))) return refused('leaving_is_a_right')
      const rows = await transaction
        .table('share_withdrawal_decisions')
        .knexQuery.insert({
          withdrawal_id: this.id,
          accepted,
          reason,
          decided_by_id: deciderId,
          decided_at: at,
        })
        .onConflict('withdrawal_id')
        .ignore()
        .returning('withdrawal_id')
      if (rows.length === 0) return refused('decided_already')
      const { id: withdrawalId, memberId, shares } = this
      const said = { at, withdrawalId, memberId, shares, accepted, reason }
      await tell({ name: 'shares.withdrawal_decided', ...said }, transaction)
      if (accepted) await settleWithdrawals(at, transaction)
      return done(null)
    })
  }

  /** Whether nothing is left to the member after this one and those asked before it. */
  async takesAll(transaction?: TransactionClientContract): Promise<boolean> {
    const held = totalOf(await holdingsOf(this.memberId, transaction))
    return held.shares <= (await waitingShares(this.memberId, transaction, this.id))
  }

  /** What is to be given back for the shares that left the capital, in cents; null while they have not. */
  async dueCents(transaction?: TransactionClientContract): Promise<number | null> {
    const [row] = await prepared<{ dueCents: number | null }>(DUE, [this.id], transaction)
    return row?.dueCents ?? null
  }

  /**
   * Writes down that the money went back, at par less the share of losses (loi du 10 septembre
   * 1947, art. 18). From the rule's amount on, it is not who accepted the withdrawal that pays it.
   */
  async repay(
    repayment: { lossCents: number; recorderId: number; twoPeopleFrom: number },
    at: Date
  ): Promise<Result<null, RepaymentRefusal>> {
    const { lossCents, recorderId, twoPeopleFrom } = repayment
    return db.transaction(async (transaction) => {
      await holdCapital(transaction)
      if (await this.#isOf(recorderId, transaction)) return refused('own')
      const dueCents = await this.dueCents(transaction)
      if (dueCents === null) return refused('not_withdrawn')
      if (lossCents > dueCents) return refused('loss')
      const amountCents = dueCents - lossCents
      if (amountCents >= twoPeopleFrom && (await this.#decidedBy(recorderId, transaction))) {
        return refused('same_person')
      }
      const rows = await transaction
        .table('share_refunds')
        .knexQuery.insert({
          withdrawal_id: this.id,
          amount_cents: amountCents,
          loss_cents: lossCents,
          recorded_by_id: recorderId,
          refunded_at: at,
        })
        .onConflict('withdrawal_id')
        .ignore()
        .returning('withdrawal_id')
      if (rows.length === 0) return refused('repaid_already')
      const { id: withdrawalId, memberId } = this
      await tell(
        { name: 'shares.repaid', at, withdrawalId, memberId, amountCents, lossCents },
        transaction
      )
      return done(null)
    })
  }

  async #isOf(personId: number, transaction: TransactionClientContract): Promise<boolean> {
    const member = await Member.findOrFail(this.memberId, { client: transaction })
    return member.personId === personId
  }

  async #decidedBy(personId: number, transaction: TransactionClientContract): Promise<boolean> {
    const row = await transaction
      .from('share_withdrawal_decisions')
      .where({ withdrawal_id: this.id, decided_by_id: personId })
      .first()
    return row !== null
  }
}

const WAITING = {
  name: 'membership.shares_waiting',
  text: `select coalesce(sum(w.shares), 0)::int as shares from share_withdrawals w
      left join share_withdrawal_decisions d on d.withdrawal_id = w.id
    where w.member_id = $1 and ($2::bigint is null or w.id <= $2) and d.accepted is not false
      and not exists (select from share_movements m where m.withdrawal_id = w.id)`,
}

/** Shares that a member has asked back and still holds, up to one of their withdrawals. */
export async function waitingShares(
  memberId: number,
  transaction?: TransactionClientContract,
  upTo: number | null = null
): Promise<number> {
  const [row] = await prepared<{ shares: number }>(WAITING, [memberId, upTo], transaction)
  return row?.shares ?? 0
}

const DUE = {
  name: 'membership.share_withdrawal_due',
  text: `select ${dueOf('$1')} as "dueCents"`,
}
