import { dateLabel } from '#shared/date_label'
import { prepared } from '#shared/prepared'

export interface Access {
  readerId: number
  form: 'page' | 'csv' | 'ods' | 'attendance'
  columns: readonly string[]
  filters: string
  members: number
}

/** Writes down that someone has seen the register, or taken a copy: what, of how many, and when. */
export async function noteAccess(access: Access, at: Date): Promise<void> {
  const { readerId, form, columns, filters, members } = access
  await prepared(
    {
      name: 'membership.note_register_access',
      text: `insert into register_accesses (reader_id, form, columns, filters, members, accessed_at)
        values ($1, $2, $3, $4, $5, $6)`,
    },
    [readerId, form, columns.join(' '), filters.slice(0, 200), members, at]
  )
}

/** Who saw the register, the latest first. */
export async function accesses(locale: string) {
  const rows = await prepared<{
    name: string
    form: string
    columns: string
    filters: string
    members: number
    at: Date
  }>(
    {
      name: 'membership.register_accesses',
      text: `select p.name, a.form, a.columns, a.filters, a.members, a.accessed_at as at
        from register_accesses a join people p on p.id = a.reader_id
        order by a.accessed_at desc, a.id desc limit 200`,
    },
    []
  )
  return rows.map((row) => ({
    ...row,
    columns: row.columns.split(' ').filter(Boolean),
    on: dateLabel(row.at, locale),
  }))
}
