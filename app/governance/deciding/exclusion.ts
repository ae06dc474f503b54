import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { StandingOverride } from '#membership/dues/overrides'
import { Member } from '#membership/register/member'
import { Mandate } from '#people/mandate'
import { exclude } from '#people/restriction'
import { Session } from '#people/session'
import { parisDay } from '#shared/paris'
import { impossible, type Enactment } from '#shared/wiring/enactment'

/**
 * A member leaves the organisation by a vote: the membership and every mandate end at the close, and
 * sessions are closed. They may still sign in to read the decision and take their data away.
 */
export const exclusion: Enactment = {
  kind: 'exclusion',

  async validate(payload, at, transaction) {
    const personId = Number(payload.personId)
    if (!Number.isSafeInteger(personId) || personId < 1) return impossible('unknown_member')
    const member = await Member.ofPerson(personId, transaction)
    if (!member?.number) return impossible('unknown_member')
    const day = parisDay(at)
    const gone = await StandingOverride.query({ client: transaction })
      .where('memberId', member.id)
      .whereIn('kind', ['excluded', 'deceased', 'resigned'])
      .where('fromOn', '<=', day)
      .where((query) => void query.whereNull('untilOn').orWhere('untilOn', '>=', day))
      .first()
    return gone ? impossible('unknown_member') : { ok: true, value: { personId } }
  },

  describe: () => ({ key: 'exclusion', words: {} }),

  async enact(payload, { proposalId, at }, transaction) {
    const personId = Number(payload.personId)
    const member = await Member.ofPerson(personId, transaction)
    if (!member) throw new Error(`Proposal ${proposalId} excludes nobody`)
    await StandingOverride.record(
      {
        ...{ memberId: member.id, kind: 'excluded', reason: `Vote ${proposalId}` },
        ...{ fromOn: parisDay(at), untilOn: null, recordedById: null },
        decidedByProposalId: proposalId,
      },
      at,
      transaction
    )
    await exclude({ personId, proposalId }, at, transaction)
    const mandates = await endMandates(personId, { proposalId, at }, transaction)
    await Session.endAll(personId, transaction)
    return { memberId: member.id, mandates }
  },
}

async function endMandates(
  personId: number,
  { proposalId, at }: { proposalId: number; at: Date },
  transaction: TransactionClientContract
): Promise<number[]> {
  const held = await Mandate.query({ client: transaction })
    .where('personId', personId)
    .where('endsAt', '>', at)
    .whereNotExists((query) =>
      query.from('mandate_endings').whereColumn('mandate_id', 'mandates.id')
    )
  for (const mandate of held) {
    await mandate.end({ endedAt: at, cause: 'excluded', proposalId, at }, transaction)
  }
  return held.map(({ id }) => id)
}
