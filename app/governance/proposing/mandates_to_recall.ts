import type { Role } from '#people/powers'
import { prepared } from '#shared/prepared'

/** A mandate in force, by whom it is held. */
export interface MandateHeld {
  id: number
  role: Role
  name: string
}

const HELD = {
  name: 'governance.mandates_to_recall',
  text: `select m.id, m.role, p.name from mandates m join people p on p.id = m.person_id
    where m.starts_at <= $1 and m.ends_at > $1
      and not exists (select from mandate_endings e where e.mandate_id = m.id)
    order by m.role, p.name, m.id`,
}

/** The mandates that a vote may end before their term. */
export const mandatesToRecall = (at: Date) => prepared<MandateHeld>(HELD, [at])
