import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Organisation } from '#organisation/organisation'
import { parisDay } from '#shared/paris'
import { done, refused, type Result } from '#shared/result'
import { formAwaited } from './form_awaited.js'

/** What the register of associations or of companies gave. */
export interface Registration {
  proposalId: number
  number: string
  /** The day of the registration, `2026-03-12`. */
  on: string
  personId: number
}

/**
 * Writes down the registration of the form that members decided: the network is of that form from
 * this instant on, and its books from the next year opened.
 */
export async function registerForm(
  { proposalId, number, on, personId }: Registration,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_awaited' | 'day_impossible'>> {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('legal_form'))`)
  const awaited = await formAwaited(transaction)
  if (awaited?.proposalId !== proposalId) return refused('not_awaited')
  if (on > parisDay(at) || on < parisDay(awaited.decidedAt)) return refused('day_impossible')
  await transaction.table('legal_form_registrations').insert({
    proposal_id: proposalId,
    form: awaited.form,
    number,
    registered_on: on,
    recorded_at: at,
  })
  const facts = { legalForm: awaited.form, registration: number }
  await Organisation.decide(facts, { proposalId, at, personId }, transaction)
  return done(null)
}
