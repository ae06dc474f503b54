import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { write } from './letter_writer.js'
import type { ModerationNews } from './moderation_news.js'

/** Whoever a letter goes to: an account, or somebody from outside who left an address. */
export interface Reader {
  personId: number | null
  name: string
  email: string | null
  locale: string
}

/** Who reported, and where they follow it. */
export interface ReportReader extends Reader {
  reportId: number
  address: string
}

interface ReportRow extends Reader {
  reportId: number
  sealedReceipt: string
}

const REPORTERS = {
  name: 'letters.reporters',
  text: `select r.id as "reportId", r.reporter_id as "personId", coalesce(p.name, r.reporter_name, '') as name,
      coalesce(p.email, r.reporter_email) as email, coalesce(p.locale, r.locale) as locale, r.sealed_receipt as "sealedReceipt"
    from reports r left join people p on p.id = r.reporter_id
   where r.case_id = $1 and r.forgotten_at is null order by r.id`,
}

const PERSON = {
  name: 'letters.reader',
  text: `select id as "personId", name, email, locale from people where id = $1`,
}

const TELL = {
  name: 'letters.tell_of_moderation',
  text: `insert into notifications (person_id, notification_key, kind, happened_at)
    select p.id, $2, $3, $4 from people p where p.id = any($1::bigint[])
    on conflict (person_id, notification_key) do nothing`,
}

/** Everyone who reported what a case is about. */
export async function reportReaders(
  caseId: number,
  transaction: TransactionClientContract
): Promise<ReportReader[]> {
  const rows = await prepared<ReportRow>(REPORTERS, [caseId], transaction)
  return rows.map(({ sealedReceipt, ...reader }) => ({
    ...reader,
    address: `/moderation/reports/${encryption.decrypt<string>(sealedReceipt) ?? ''}`,
  }))
}

/** Somebody with an account. */
export async function readerOfLetters(
  personId: number,
  transaction: TransactionClientContract
): Promise<Reader | null> {
  const [row] = await prepared<Reader>(PERSON, [personId], transaction)
  return row ?? null
}

/** A letter to somebody who left an address; in the app it is told beside. */
export async function writeTo(
  { personId, name, email, locale }: Reader,
  letter: {
    key: string
    kind: string
    action: string
    values: (locale: string) => Record<string, string | number>
  },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  if (email === null) return
  const { key, kind, action } = letter
  const values = { person: name, ...letter.values(locale) }
  await write({ key, kind, recipient: email, personId, locale, values, action }, at, transaction)
}

/** Tells accounts in the app, once for each thing. */
export async function tellPeople(
  people: readonly (number | null)[],
  { key, kind }: { key: string; kind: ModerationNews },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const ids = people.filter((id) => id !== null)
  if (ids.length > 0) await prepared(TELL, [ids, `${kind}:${key}`, kind, at], transaction)
}
