import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { electronicFormatIBAN, isValidBIC, isValidIBAN } from 'ibantools'
import { violates } from '#shared/constraint'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'

/** Where transfers go, in clear: for payers only. */
export interface BankDetails {
  id: number
  holder: string
  iban: string
  bic: string | null
}

/** The same as everyone else sees it: the end of the account's number only. */
export interface MaskedDetails {
  id: number
  holder: string
  ibanEnd: string
  proposedBy: string | null
  proposedAt: Date
}

interface Row {
  id: number
  holder: string
  sealed_iban: string
  sealed_bic: string | null
}

const IN_FORCE = {
  name: 'payments.bank_details',
  text: `select d.id, d.holder, d.sealed_iban, d.sealed_bic from bank_details d
    join bank_details_signatures s on s.bank_details_id = d.id order by s.signed_at desc, d.id desc limit 1`,
}

const BY_ID = {
  name: 'payments.bank_details_by_id',
  text: 'select id, holder, sealed_iban, sealed_bic from bank_details where id = $1',
}

const LATEST = {
  name: 'payments.latest_bank_details',
  text: `select d.id, d.holder, d.iban_end as "ibanEnd", p.name as "proposedBy", d.proposed_at as "proposedAt",
      s.signed_at is not null as signed
    from bank_details d left join bank_details_signatures s on s.bank_details_id = d.id
    left join people p on p.id = d.proposed_by_id
    where d.id = (select max(id) from bank_details)
       or d.id = (select bank_details_id from bank_details_signatures order by signed_at desc limit 1)
    order by d.id desc`,
}

/** The details that two mandates agreed on last; null before. */
export async function detailsInForce(): Promise<BankDetails | null> {
  const [row] = await prepared<Row>(IN_FORCE, [])
  return row ? opened(row) : null
}

/** The details that a payer was given, though others may be in force since. */
export async function detailsGiven(id: number): Promise<BankDetails | null> {
  const [row] = await prepared<Row>(BY_ID, [id])
  return row ? opened(row) : null
}

/** What is in force and what waits for a second mandate, masked. */
export async function maskedDetails(): Promise<{
  inForce: MaskedDetails | null
  waiting: MaskedDetails | null
}> {
  const rows = await prepared<MaskedDetails & { signed: boolean }>(LATEST, [])
  const [newest] = rows
  const inForce = rows.find(({ signed }) => signed) ?? null
  return { inForce, waiting: newest && !newest.signed ? newest : null }
}

/** An account's number without spaces; null for one whose country, length or check digits are wrong. */
export function readIban(typed: string): string | null {
  const iban = electronicFormatIBAN(typed)
  return iban && isValidIBAN(iban) ? iban : null
}

export function readBic(typed: string): string | null {
  const bic = typed.replace(/\s/g, '').toUpperCase()
  return isValidBIC(bic) ? bic : null
}

/** Writes details down, in force once a second mandate has signed them. */
export async function proposeDetails(
  details: Omit<BankDetails, 'id'>,
  personId: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<void> {
  const { holder, iban, bic } = details
  await (transaction ?? db).table('bank_details').insert({
    holder,
    sealed_iban: encryption.encrypt(iban),
    sealed_bic: bic && encryption.encrypt(bic),
    iban_end: iban.slice(-4),
    proposed_by_id: personId,
    proposed_at: at,
  })
}

/**
 * Puts waiting details in force. Who signs reads the number from the bank's paper and types it
 * again: a number that was changed on its way here does not match.
 */
export async function signDetails(
  id: number,
  typedIban: string,
  personId: number,
  at: Date
): Promise<Result<null, 'not_waiting' | 'does_not_match' | 'own_proposal'>> {
  const { waiting } = await maskedDetails()
  if (waiting?.id !== id) return refused('not_waiting')
  const details = await detailsGiven(id)
  if (!details || readIban(typedIban) !== details.iban) return refused('does_not_match')
  try {
    await db
      .table('bank_details_signatures')
      .insert({ bank_details_id: id, signed_by_id: personId, signed_at: at })
    return done(null)
  } catch (error) {
    if (violates(error, 'bank_details_take_two')) return refused('own_proposal')
    if (violates(error, 'bank_details_signatures_pkey')) return refused('not_waiting')
    throw error
  }
}

function opened({ id, holder, sealed_iban: sealedIban, sealed_bic: sealedBic }: Row): BankDetails {
  const iban = encryption.decrypt<string>(sealedIban)
  const bic = sealedBic === null ? null : encryption.decrypt<string>(sealedBic)
  if (!iban) throw new Error(`The bank details ${id} were sealed with another key`)
  return { id, holder, iban, bic }
}
