import { prepared } from '#shared/prepared'
import type { Role } from './powers.js'

const IN_FORCE = {
  name: 'people.mandates_in_force',
  text: `select role from mandates m
    where m.person_id = $1 and m.starts_at <= $2 and m.ends_at > $2
      and not exists (select from mandate_endings e where e.mandate_id = m.id and e.ended_at <= $2)
    order by role`,
}

/** The mandates that a person holds at an instant. */
export async function mandatesInForce(personId: number, at: Date): Promise<Role[]> {
  const rows = await prepared<{ role: Role }>(IN_FORCE, [personId, at])
  return rows.map(({ role }) => role)
}
