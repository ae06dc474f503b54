import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { MandateEndingSchema, MandateSchema } from '#database/schema'
import type { Role } from './powers.js'

/** Why a mandate ended before its term. */
export type MandateEnd = 'resigned' | 'recalled' | 'departed' | 'succeeded' | 'excluded'

/** A power lent to a person for a time; history, so it is ended by a row of its own. */
export class Mandate extends MandateSchema {
  declare role: Role

  static async grant(
    grant: {
      personId: number
      role: Role
      startsAt: Date
      endsAt: Date
      proposalId?: number
      at: Date
    },
    transaction?: TransactionClientContract
  ): Promise<Mandate> {
    return Mandate.create(
      {
        personId: grant.personId,
        role: grant.role,
        startsAt: grant.startsAt,
        endsAt: grant.endsAt,
        grantedByProposalId: grant.proposalId ?? null,
        recordedAt: grant.at,
      },
      { client: transaction }
    )
  }

  /** The mandates of a role in force at an instant, those ended left out. */
  static async ofRole(
    role: Role,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<Mandate[]> {
    return Mandate.query({ client: transaction })
      .where('role', role)
      .where('starts_at', '<=', at)
      .where('ends_at', '>', at)
      .whereNotExists((query) =>
        query.from('mandate_endings').whereColumn('mandate_id', 'mandates.id')
      )
      .orderBy('id')
  }

  /** The powers go at `endedAt`, which may be in the future but not before the record of it. */
  async end(
    ending: { endedAt: Date; cause: MandateEnd; proposalId?: number; at: Date },
    transaction?: TransactionClientContract
  ): Promise<void> {
    await MandateEnding.create(
      {
        mandateId: this.id,
        endedAt: ending.endedAt,
        cause: ending.cause,
        endedByProposalId: ending.proposalId ?? null,
        recordedAt: ending.at,
      },
      { client: transaction }
    )
  }
}

class MandateEnding extends MandateEndingSchema {}
