import { dayOfParis } from '#shared/date_label'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'

interface Row {
  id: number
  kind: string
  reason: string
  from: string
  until: string | null
  by: string | null
}

/** What is recorded of a member, the latest first, with who wrote it. */
export async function overridesShown(memberId: number, at: Date, locale: string) {
  const rows = await prepared<Row>(
    {
      name: 'membership.overrides_shown',
      text: `select o.id, o.kind, o.reason, o.from_on as "from", o.until_on as "until", p.name as by
        from standing_overrides o left join people p on p.id = o.recorded_by_id
        where o.member_id = $1 order by o.id desc`,
    },
    [memberId]
  )
  const today = parisDay(at)
  return rows.map((row) => ({
    ...row,
    from: dayOfParis(row.from, locale),
    until: row.until && dayOfParis(row.until, locale),
    open: row.until === null || row.until >= today,
  }))
}
