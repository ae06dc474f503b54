import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SEND_LETTER } from '#shared/outbox/outbox'
import { prepared } from '#shared/prepared'
import { composed } from './letter_writer.js'

/** One letter to many members: each gets it under their name, in their language, once. */
export interface Mailing {
  /** Names the mailing for ever; a member's own letter is `<key>:<member id>`. */
  key: string
  kind: string
  memberIds: readonly number[]
  /** Fills the sentences in a language; `person` is filled for each. */
  values: (locale: string) => Record<string, string | number>
  action: string
}

const LOCALES = ['fr', 'en'] as const

/** $10 stands where the name goes; in HTML it is escaped. Members without an address get none. */
const POST_ALL = {
  name: 'letters.post_all',
  text: `with written as (
      insert into outbox_letters
        (letter_key, kind, recipient, person_id, locale, subject, text_body, html_body, enqueued_at)
      select $1 || ':' || m.id, $2, coalesce(p.email, m.email), p.id, $4, $5,
          replace($6, $10, coalesce(p.name, m.name)),
          replace($7, $10, replace(replace(replace(replace(coalesce(p.name, m.name),
            '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;')), $8
        from members m left join people p on p.id = m.person_id
       where m.id = any($3::bigint[]) and coalesce(p.locale, 'fr') = $4
         and coalesce(p.email, m.email) is not null
      on conflict (letter_key) do nothing returning id, letter_key
    )
    select graphile_worker.add_job($9, payload := json_build_object('letterId', id),
      max_attempts := 12, job_key := 'letter:' || letter_key) is not null from written`,
}

/** Writes a mailing to all its members with one statement for each language. */
export async function writeToAll(
  { key, kind, memberIds, values, action }: Mailing,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  if (memberIds.length === 0) return
  const name = randomUUID()
  for (const locale of LOCALES) {
    const words = { ...values(locale), person: name }
    const { subject, text, html } = await composed({ kind, locale, values: words, action })
    await prepared(
      POST_ALL,
      [key, kind, memberIds, locale, subject, text, html, at, SEND_LETTER, name],
      transaction
    )
  }
}
