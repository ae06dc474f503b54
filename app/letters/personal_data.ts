import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { currentBook } from '#rulebook/rule_book'
import { monthsBefore } from '#shared/months'
import { exportedRows, type PersonalData } from '#shared/wiring/personal_data'

const FILES = {
  'letters.json': `select kind, recipient, locale, subject, enqueued_at, sent_at from outbox_letters
    where person_id = $1 order by id`,
  'notifications.json': `select n.kind, a.handle as actor, n.post_id, n.comment_id, n.proposal_id, n.happened_at, n.read_at
    from notifications n left join people a on a.id = n.actor_id where n.person_id = $1 order by n.id`,
}

/** What is written to people, by mail and in the app. */
export const lettersData: PersonalData = {
  room: 'letters',
  purpose: 'letters.personal_data.purpose',
  holds: [
    { column: 'outbox_letters.person_id', exported: 'letters.json', erased: true },
    { column: 'notifications.person_id', exported: 'notifications.json', erased: true },
    {
      ...{ column: 'notifications.actor_id', exported: null, erased: true },
      because: 'what others were told; one’s own comments and posts are given by the feed',
    },
  ],
  export: (personId) => exportedRows('letters', FILES, personId),
  erase,
  expire,
}

async function erase(personId: number, _at: Date, transaction: TransactionClientContract) {
  await transaction
    .from('outbox_letters')
    .where('person_id', personId)
    .orWhereRaw('recipient = (select email from people where id = ?)', [personId])
    .delete()
  await transaction
    .from('notifications')
    .where('person_id', personId)
    .orWhere('actor_id', personId)
    .delete()
}

/** Letters sent and notifications read long ago (`privacy.retention_account_data_months`). */
async function expire(at: Date): Promise<number> {
  const months = (await currentBook(at)).value('privacy.retention_account_data_months')
  const before = monthsBefore(at, months)
  const letters = await db.from('outbox_letters').where('sent_at', '<', before).delete()
  const read = await db.from('notifications').where('read_at', '<', before).delete()
  return Number(letters) + Number(read)
}
