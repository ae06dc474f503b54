import { prepared } from '#shared/prepared'
import { clock } from '#shared/clock'
import { detailsInForce } from './bank_details.js'

/** Transfers need an account that two mandates agreed on. */
export async function takesTransfers(): Promise<boolean> {
  return (await detailsInForce()) !== null
}

const TREASURER = {
  name: 'payments.has_treasurer',
  text: `select m.person_id as id, p.name from mandates m join people p on p.id = m.person_id
    where m.role = 'treasurer' and m.starts_at <= $1 and m.ends_at > $1
      and not exists (select from mandate_endings e where e.mandate_id = m.id and e.ended_at <= $1)
    order by m.starts_at, m.id`,
}

/** Who takes cheques and cash today. */
export function treasurers(): Promise<Array<{ id: number; name: string }>> {
  return prepared(TREASURER, [clock.now()])
}

/** Cheques and cash need someone to take them. */
export async function takesCheques(): Promise<boolean> {
  return (await treasurers()).length > 0
}
