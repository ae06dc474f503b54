import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { prepared, type PreparedStatement } from '#shared/prepared'

const LIST = `select g.id, g.donor_name as "donorName", g.donor_email as "donorEmail", g.nature, g.description,
    g.quantity, g.value_cents as "valueCents", g.offered_at as "offeredAt",
    d.accepted, d.reason, d.decided_at as "decidedAt", p.name as "deciderName"
  from gifts_in_kind g left join gift_in_kind_decisions d on d.gift_in_kind_id = g.id
  left join people p on p.id = d.decided_by_id`

const WAITING = {
  name: 'membership.in_kind_waiting',
  text: `${LIST} where d.gift_in_kind_id is null order by g.offered_at, g.id limit 100`,
}
const DECIDED = {
  name: 'membership.in_kind_decided',
  text: `${LIST} where d.gift_in_kind_id is not null order by d.decided_at desc limit 50`,
}
const OF_PERSON = {
  name: 'membership.in_kind_of_person',
  text: `${LIST} where g.person_id = $1 order by g.offered_at desc, g.id desc limit 50`,
}

interface InKindRow {
  id: number
  donorName: string
  donorEmail: string | null
  nature: string
  description: string
  quantity: string
  valueCents: number
  offeredAt: Date
  accepted: boolean | null
  reason: string | null
  decidedAt: Date | null
  deciderName: string | null
}

/** Those that nobody has decided of yet, oldest first. */
export const inKindWaiting = (locale: string) => list(WAITING, [], locale)

/** The latest decisions. */
export const inKindDecided = (locale: string) => list(DECIDED, [], locale)

export const inKindOf = (personId: number, locale: string) => list(OF_PERSON, [personId], locale)

async function list(statement: PreparedStatement, values: unknown[], locale: string) {
  const rows = await prepared<InKindRow>(statement, values)
  return rows.map((row) => ({
    ...row,
    value: eurosLabel(row.valueCents, locale),
    on: dayLabel(row.offeredAt, locale),
    decidedOn: row.decidedAt && dayLabel(row.decidedAt, locale),
    standing: row.accepted === null ? 'waiting' : row.accepted ? 'accepted' : 'refused',
  }))
}
