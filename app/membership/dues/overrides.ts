import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { StandingOverrideSchema } from '#database/schema'
import { prepared } from '#shared/prepared'
import { addDays } from './periods.js'
import type { Override, OverrideKind } from './standing.js'

const OVERRIDES_OF = {
  name: 'membership.overrides_of',
  text: `select kind, from_on as "from", until_on as "until" from standing_overrides
    where member_id = $1 order by from_on, id`,
}

/** What is recorded of a member besides the periods. */
export function overridesOf(
  memberId: number,
  transaction?: TransactionClientContract
): Promise<Override[]> {
  return prepared<Override>(OVERRIDES_OF, [memberId], transaction)
}

/** A resignation, an exemption, an exclusion, a death: with who wrote it, why, and for how long. */
export class StandingOverride extends StandingOverrideSchema {
  declare kind: OverrideKind

  static async record(
    facts: {
      memberId: number
      kind: OverrideKind
      reason: string
      fromOn: string
      untilOn: string | null
      recordedById: number | null
      decidedByProposalId?: number
    },
    at: Date,
    transaction?: TransactionClientContract
  ): Promise<StandingOverride> {
    return StandingOverride.create({ ...facts, recordedAt: at }, { client: transaction })
  }

  /** It held until the day before; it stays on record. */
  async end(
    day: string,
    endedById: number | null,
    at: Date,
    transaction?: TransactionClientContract
  ): Promise<void> {
    if (transaction) this.useTransaction(transaction)
    this.untilOn = addDays(day, -1)
    this.endedById = endedById
    this.endedAt = at
    await this.save()
  }

  /** Whoever had resigned and pays again is back from that day on. */
  static async comeBack(
    memberId: number,
    day: string,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<void> {
    const resigned = await StandingOverride.query({ client: transaction })
      .where({ memberId, kind: 'resigned' })
      .whereNull('untilOn')
    for (const one of resigned) await one.end(day, null, at, transaction)
  }
}
