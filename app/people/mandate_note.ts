import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Role } from './powers.js'

/** What a holder of a mandate left for those after them. */
export interface MandateNote {
  mandateId: number
  name: string
  body: string
  writtenAt: Date
}

const NOTES = {
  name: 'people.mandate_notes',
  text: `select m.id as "mandateId", p.name, n.body, n.written_at as "writtenAt"
    from mandates m join people p on p.id = m.person_id
      join lateral (select body, written_at from mandate_notes l
        where l.mandate_id = m.id order by l.id desc limit 1) n on n.body <> ''
    where m.role = $1 order by n.written_at desc, m.id desc limit 30`,
}

const NOTE = {
  name: 'people.write_mandate_note',
  text: 'insert into mandate_notes (mandate_id, body, written_at) values ($1, $2, $3)',
}

/** The last words of each note of a role, the latest first: for its holders only. */
export const mandateNotes = (role: Role) => prepared<MandateNote>(NOTES, [role])

/** Writes the note anew; an empty one takes it away from the readers. */
export async function writeMandateNote(
  { mandateId, body }: { mandateId: number; body: string },
  at: Date,
  transaction?: TransactionClientContract
): Promise<void> {
  await prepared(NOTE, [mandateId, body, at], transaction)
}
