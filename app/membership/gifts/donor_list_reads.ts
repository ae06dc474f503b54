import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import { dateLabel } from '#shared/date_label'

const READS = {
  name: 'membership.donor_list_reads',
  text: `select r.id, p.name, r.list, r.read_at as at from donor_list_reads r join people p on p.id = r.reader_id
    order by r.id desc limit 200`,
}

/** Writes down that someone read who gives: the names are the donors' own affair. */
export async function noteDonorListRead(
  readerId: number,
  list: 'gifts' | 'in_kind',
  at: Date
): Promise<void> {
  await db.table('donor_list_reads').insert({ reader_id: readerId, list, read_at: at })
}

/** Who read the lists of donors, latest first. */
export async function donorListReads(locale: string) {
  const rows = await prepared<{ id: number; name: string; list: string; at: Date }>(READS, [])
  return rows.map((row) => ({ ...row, on: dateLabel(row.at, locale) }))
}
