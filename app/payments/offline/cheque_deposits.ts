import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** A cheque that was received and is not taken back. */
export interface Cheque {
  id: number
  payerName: string
  amountCents: number
  receivedOn: string
  note: string
}

const CHEQUE = `r.id, i.payer_name as "payerName", r.amount_cents as "amountCents",
  to_char(r.received_on, 'YYYY-MM-DD') as "receivedOn", r.note
  from offline_receipts r join offline_orders o on o.ref = r.ref join payment_intents i on i.id = o.intent_id`

const WAITING = {
  name: 'payments.cheques_waiting',
  text: `select ${CHEQUE} where r.kind = 'cheque'
      and not exists (select from cheque_deposit_lines l where l.receipt_id = r.id)
      and not exists (select from receipt_reversals v where v.receipt_id = r.id)
    order by r.received_on, r.id`,
}

const DEPOSITS = {
  name: 'payments.cheque_deposits',
  text: `select d.id, d.made_at as "madeAt", count(*)::int as count, sum(r.amount_cents)::bigint as "amountCents"
    from cheque_deposits d join cheque_deposit_lines l on l.deposit_id = d.id
    join offline_receipts r on r.id = l.receipt_id group by d.id order by d.id desc limit 50`,
}

const LINES = {
  name: 'payments.cheque_deposit_lines',
  text: `select ${CHEQUE} join cheque_deposit_lines l on l.receipt_id = r.id where l.deposit_id = $1
    order by r.received_on, r.id`,
}

/** Cheques that have not been taken to the bank. */
export function chequesWaiting(): Promise<Cheque[]> {
  return prepared(WAITING, [])
}

export function chequeDeposits(): Promise<
  Array<{ id: number; madeAt: Date; count: number; amountCents: number }>
> {
  return prepared(DEPOSITS, [])
}

/** The slip that goes with cheques to the bank; null when there is none of that number. */
export async function chequeDeposit(
  id: number
): Promise<{ id: number; madeAt: Date; cheques: Cheque[] } | null> {
  const row = await db.from('cheque_deposits').where('id', id).first()
  if (!row) return null
  return { id, madeAt: row.made_at, cheques: await prepared<Cheque>(LINES, [id]) }
}

/** Puts all the cheques that wait on one slip; null when none does. */
export async function depositCheques(
  personId: number,
  at: Date,
  within?: TransactionClientContract
): Promise<number | null> {
  const deposit = async (transaction: TransactionClientContract) => {
    // Two who make a slip at once would put the same cheque on both.
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('cheque_deposits'))`)
    const cheques = await prepared<Cheque>(WAITING, [], transaction)
    if (cheques.length === 0) return null
    const [slip] = await transaction
      .insertQuery()
      .table('cheque_deposits')
      .insert({ made_by_id: personId, made_at: at })
      .returning('id')
    const lines = cheques.map(({ id }) => ({ receipt_id: id, deposit_id: slip.id }))
    await transaction.insertQuery().table('cheque_deposit_lines').multiInsert(lines)
    return Number(slip.id)
  }
  return within ? deposit(within) : db.transaction(deposit)
}
