import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { MandateEnd } from '#people/mandate'
import type { Role } from '#people/powers'
import { prepared } from '#shared/prepared'

/** A mandate, now or once, by whom it is or was held. */
export interface MandateRead {
  id: number
  role: Role
  personId: number
  name: string
  handle: string
  startsAt: Date
  /** The end of the term, or the earlier instant at which it ended. */
  endsAt: Date
  /** Why it ended before its term; null when it did not. */
  cause: MandateEnd | null
  /** The vote that lent it; null for one lent otherwise. */
  proposalId: number | null
  /** The vote that ended it. */
  endedByProposalId: number | null
}

const COLUMNS = `select m.id, m.role, m.person_id as "personId", p.name, p.handle, m.starts_at as "startsAt",
      least(m.ends_at, coalesce(e.ended_at, m.ends_at)) as "endsAt", e.cause,
      m.granted_by_proposal_id as "proposalId", e.ended_by_proposal_id as "endedByProposalId"
    from mandates m join people p on p.id = m.person_id
      left join mandate_endings e on e.mandate_id = m.id`

const ALL = {
  name: 'governance.mandates',
  text: `${COLUMNS} where m.starts_at <= $1 order by m.starts_at desc, p.name, m.id`,
}

const ONE = { name: 'governance.mandate', text: `${COLUMNS} where m.id = $1 and m.starts_at <= $2` }

/** Every mandate that has begun, the latest first. */
export const readMandates = (now: Date, transaction?: TransactionClientContract) =>
  prepared<MandateRead>(ALL, [now], transaction)

/** One mandate that has begun; null when there is none. */
export async function readMandate(id: number, now: Date): Promise<MandateRead | null> {
  const [row] = await prepared<MandateRead>(ONE, [id, now])
  return row ?? null
}

/** Whether a mandate is in force at an instant. */
export const isInForce = ({ endsAt }: Pick<MandateRead, 'endsAt'>, now: Date) => now < endsAt
