import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { currentBook } from '#rulebook/rule_book'
import { monthsBefore } from '#shared/months'
import { systemRandom } from '#shared/random'
import { exportedRows, type Holding, type PersonalData } from '#shared/wiring/personal_data'
import { PEOPLE_FILES } from './exported_people.js'

type File = keyof typeof PEOPLE_FILES

const gone = (column: string, exported: File): Holding => ({ column, exported, erased: true })
const secret = (column: string): Holding => ({
  ...{ column, exported: null, erased: true },
  because: 'a secret that lives for minutes: nothing of it can be read',
})
const stays = (column: string, exported: File | null, because: string): Holding => ({
  ...{ column, exported, erased: false, because },
})

const OTHERS = 'what others keep of one is theirs: they are not told of it, nor given it'

/** Accounts: who has one, how they come in, whom they keep away from, whom they brought. */
export const peopleData: PersonalData = {
  room: 'people',
  purpose: 'people.personal_data.purpose',
  holds: [
    gone('sessions.person_id', 'sessions.json'),
    stays(
      'restrictions.person_id',
      'restrictions.json',
      'what the members decided stands, by a row without name'
    ),
    gone('passkeys.person_id', 'passkeys.json'),
    gone('authenticator_apps.person_id', 'authenticator.json'),
    gone('recovery_codes.person_id', 'recovery_codes.json'),
    gone('email_changes.person_id', 'email_changes.json'),
    secret('sign_in_links.person_id'),
    secret('passkey_challenges.person_id'),
    gone('admissions.person_id', 'join_request.json'),
    gone('invitations.sponsor_id', 'invitations.json'),
    gone('blocks.blocker_id', 'blocks.json'),
    { column: 'blocks.blocked_id', exported: null, erased: true, because: OTHERS },
    gone('mutes.muter_id', 'mutes.json'),
    { column: 'mutes.muted_id', exported: null, erased: true, because: OTHERS },
    gone('word_filters.person_id', 'word_filters.json'),
    gone('chosen_places.person_id', 'chosen_places.json'),
    gone('places.added_by_id', 'places_added.json'),
    stays('people.sponsor_id', 'profile.json', 'those one brought stay; the row left has no name'),
    stays('join_approvals.approver_id', 'join_decisions.json', 'that somebody decided must stand'),
    stays('join_refusals.refuser_id', 'join_decisions.json', 'that somebody decided must stand'),
    stays(
      'mandates.person_id',
      'mandates.json',
      'history: who held a power, by a row without name'
    ),
  ],
  export: (personId) => exportedRows('people', PEOPLE_FILES, personId),
  erase,
  expire,
}

const OWN = [
  ...['sessions', 'passkeys', 'authenticator_apps', 'recovery_codes', 'email_changes'],
  ...['sign_in_links', 'passkey_challenges', 'word_filters', 'chosen_places'],
]

/**
 * Takes away all that speaks of the person. Their row stays, without name, address or handle: the
 * books, the rule book and the mandates lead to it.
 */
async function erase(personId: number, _at: Date, transaction: TransactionClientContract) {
  const run = (statement: string, ...values: unknown[]) =>
    transaction.rawQuery(statement, values as never)
  await run('select from people where id = ? for update', personId)
  for (const table of OWN) await transaction.from(table).where('person_id', personId).delete()
  for (const [table, one, other] of [
    ['blocks', 'blocker_id', 'blocked_id'],
    ['mutes', 'muter_id', 'muted_id'],
  ] as const) {
    await transaction.from(table).where(one, personId).orWhere(other, personId).delete()
  }
  await transaction.from('places').where('added_by_id', personId).update({ added_by_id: null })
  await forgetJoining(personId, transaction)
  await run(
    `update people set name = '—', handle = ?, email = null, password_hash = null, bio = '',
       place = '', place_id = null, portrait_key = null, sponsor_id = null, age_attested_at = null,
       held_posts_left = 0, revision = revision + 1 where id = ?`,
    `gone_${systemRandom.bytes(8).toString('hex')}`,
    personId
  )
}

/** The request they came by, those left under their address, and the invitations they gave. */
async function forgetJoining(personId: number, transaction: TransactionClientContract) {
  const requests: Array<{ id: number }> = await transaction
    .from('join_requests as r')
    .leftJoin('admissions as a', 'a.join_request_id', 'r.id')
    .where('a.person_id', personId)
    .orWhereRaw('a.person_id is null and r.email = (select email from people where id = ?)', [
      personId,
    ])
    .select('r.id')
  await forgetRequests(
    requests.map(({ id }) => id),
    transaction
  )
  const given = transaction.from('invitations').where('sponsor_id', personId).select('id')
  for (const table of ['admissions', 'join_requests']) {
    await transaction
      .from(table)
      .whereIn('invitation_id', given.clone())
      .update({ invitation_id: null })
  }
  await transaction.from('invitations').where('sponsor_id', personId).delete()
}

async function forgetRequests(ids: number[], transaction: TransactionClientContract) {
  for (const table of ['admissions', 'join_approvals', 'join_refusals']) {
    await transaction.from(table).whereIn('join_request_id', ids).delete()
  }
  await transaction.from('join_requests').whereIn('id', ids).delete()
}

/** Requests that came to nothing and notes of old invitations (`privacy.retention_account_data_months`). */
async function expire(at: Date): Promise<number> {
  const months = (await currentBook(at)).value('privacy.retention_account_data_months')
  const before = monthsBefore(at, months)
  return db.transaction(async (transaction) => {
    const old: Array<{ id: number }> = await transaction
      .from('join_requests')
      .where('created_at', '<', before)
      .where('expires_at', '<', at)
      .whereRaw('not exists (select from admissions a where a.join_request_id = join_requests.id)')
      .select('id')
    await forgetRequests(
      old.map(({ id }) => id),
      transaction
    )
    const noted = await transaction
      .from('invitations')
      .where('expires_at', '<', before)
      .whereNot('note', '')
      .update({ note: '' })
    return old.length + Number(noted)
  })
}
