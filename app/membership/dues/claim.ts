import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Person } from '#people/person'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Member } from '../register/member.js'
import { DuesLink } from './dues_link.js'

/**
 * Someone paid under another address than their account's. A link goes to that address if there is
 * an entry without an account under it, or a payment; the page says the same either way.
 */
export async function askToClaim(person: Person, email: string, at: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    const entry = await entryUnder(email, transaction)
    if (!entry) return
    const claimed = { personId: person.id, email, memberId: entry.id }
    const token = await DuesLink.toClaim(claimed, at, transaction)
    const { name, locale } = person
    const said = { at, email, token, person: name, personId: person.id, locale }
    await tell({ name: 'membership.claim_asked', ...said }, transaction)
  })
}

/** The entry becomes this account's, once; an own entry that was never a membership makes way. */
export async function claim(
  token: string,
  personId: number,
  at: Date
): Promise<Result<Member, 'unknown' | 'already_a_member' | 'taken'>> {
  return db.transaction(async (transaction) => {
    const link = await DuesLink.claimOf(token, personId, at, transaction)
    if (!link?.memberId) return refused('unknown')
    const own = await Member.ofPerson(personId, transaction)
    if (own?.admittedOn) return refused('already_a_member')
    const [entry] = await Member.hold([link.memberId], transaction)
    if (!entry || entry.personId !== null) return refused('taken')
    if (own) await own.merge({ personId: null }).useTransaction(transaction).save()
    await entry.merge({ personId }).useTransaction(transaction).save()
    await link.merge({ usedAt: at }).useTransaction(transaction).save()
    return done(entry)
  })
}

/** An entry without an account under an address, or whose dues someone of that address has paid. */
async function entryUnder(
  email: string,
  transaction: TransactionClientContract
): Promise<Member | null> {
  return Member.query({ client: transaction })
    .whereNull('personId')
    .where('kind', 'person')
    .where((either) => {
      void either.where('email', email).orWhereRaw(
        `id in (select m.member_id from dues_order_members m
              join dues_intents d on d.order_id = m.order_id
              join payment_intents i on i.id = d.intent_id where i.payer_email = ?)`,
        [email]
      )
    })
    .orderByRaw('admitted_on is null, id')
    .first()
}
