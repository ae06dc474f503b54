import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '../prepared.js'
import { enqueue } from '../jobs/queue.js'

/** A letter as it will leave. `key` names it for ever: the same key is never sent twice. */
export interface Letter {
  key: string
  kind: string
  recipient: string
  personId: number | null
  locale: string
  subject: string
  text: string
  html: string
}

export const SEND_LETTER = 'send_letter'

const INSERT = {
  name: 'shared.post_letter',
  text: `insert into outbox_letters
     (letter_key, kind, recipient, person_id, locale, subject, text_body, html_body, enqueued_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (letter_key) do nothing returning id`,
}

/**
 * Puts a letter in the outbox, inside the transaction of the fact it tells of. Returns false when
 * a letter of that key was already there, sent or not.
 */
export async function post(
  letter: Letter,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const [row] = await prepared<{ id: number }>(
    INSERT,
    [
      letter.key,
      letter.kind,
      letter.recipient,
      letter.personId,
      letter.locale,
      letter.subject,
      letter.text,
      letter.html,
      at,
    ],
    transaction
  )
  if (!row) return false
  await enqueue(SEND_LETTER, { letterId: row.id }, transaction, { key: `letter:${letter.key}` })
  return true
}
