import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { currentBook } from '#rulebook/rule_book'
import { monthsBefore } from '#shared/months'
import { exportedRows, type PersonalData } from '#shared/wiring/personal_data'

const FILES = {
  'gifts.json': `select g.offered_at, g.amount_cents, g.schedule, c.slug as campaign, g.public_name, g.words,
      (select coalesce(sum(m.amount_cents), 0)::bigint from gift_money m where m.gift_id = g.id) as given_cents
    from gifts g left join campaigns c on c.id = g.campaign_id where g.person_id = $1 order by g.id`,
  'gifts_in_kind.json': `select g.offered_at, g.donor_name, g.donor_email, g.nature, g.description, g.quantity,
      g.value_cents, d.accepted, d.reason, d.decided_at
    from gifts_in_kind g left join gift_in_kind_decisions d on d.gift_in_kind_id = g.id
   where g.person_id = $1 order by g.id`,
}

const BOOKS =
  'the books stand for ten years (Code de commerce, art. L. 123-22), by a row without name'
const NAMELESS = { donor_name: '—', donor_email: null }

/** Gifts: what one gave, and the name and words that one left with it. */
export const giftsData: PersonalData = {
  room: 'membership',
  purpose: 'gifts.personal_data.purpose',
  holds: [
    { column: 'gifts.person_id', exported: 'gifts.json', erased: false, because: BOOKS },
    {
      ...{ column: 'gifts_in_kind.person_id', exported: 'gifts_in_kind.json', erased: false },
      because: BOOKS,
    },
  ],
  export: (personId) => exportedRows('gifts', FILES, personId),
  erase,
  expire,
}

/** The amounts stay, without the name shown beside them, the words, or the address to answer to. */
async function erase(personId: number, _at: Date, transaction: TransactionClientContract) {
  await transaction
    .from('gifts')
    .where('person_id', personId)
    .update({ anonymous: true, public_name: '', words: '' })
  await transaction.from('gifts_in_kind').where('person_id', personId).update(NAMELESS)
}

/** Names and addresses of gifts in kind that were declined (`privacy.retention_account_data_months`). */
async function expire(at: Date): Promise<number> {
  const months = (await currentBook(at)).value('privacy.retention_account_data_months')
  const declined = db
    .from('gift_in_kind_decisions')
    .where('accepted', false)
    .where('decided_at', '<', monthsBefore(at, months))
    .select('gift_in_kind_id')
  const forgotten = await db
    .from('gifts_in_kind')
    .whereIn('id', declined)
    .whereNot('donor_name', NAMELESS.donor_name)
    .update(NAMELESS)
  return Number(forgotten)
}
