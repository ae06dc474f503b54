import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import type { Infer } from '@vinejs/vine/types'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'
import { Mandate } from '#people/mandate'
import { normaliseEmail, Person } from '#people/person'
import { bookInTransaction, recordFoundingValues } from '#rulebook/rule_book'
import { violates } from '#shared/constraint'
import { sentencesIn } from '#shared/http/languages'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import type { setupForm } from './setup_form.js'

const CLAUSES = ['one', 'two', 'three', 'four', 'five'] as const

/**
 * Founds the network: its facts, the rule book's founding values, its founder's account, and the
 * board and moderation lent to them for one term, until members elect others. Refused when someone
 * was quicker.
 */
export async function foundNetwork(
  asked: Infer<typeof setupForm>,
  locale: 'fr' | 'en',
  at: Date
): Promise<Result<Person, 'already_founded'>> {
  const passwordHash = await hash.make(asked.password)
  try {
    const founder = await db.transaction(async (transaction) => {
      const person = await Person.create(
        {
          handle: asked.handle,
          name: asked.name,
          email: normaliseEmail(asked.email),
          passwordHash,
          locale,
          bio: '',
          place: '',
          ageAttestedAt: at,
          joinedAt: at,
          revision: 1,
        },
        { client: transaction }
      )
      const facts = {
        name: asked.network_name,
        place: asked.network_place,
        legalForm: asked.legal_form,
        contactEmail: normaliseEmail(asked.email),
        charterFr: draftCharter('fr'),
        charterEn: draftCharter('en'),
      }
      await Organisation.found(facts, person.id, at, transaction)
      await recordFoundingValues(transaction, at, {}, person.id)
      const book = await bookInTransaction(transaction, at)
      for (const role of ['board', 'moderator'] as const) {
        const months = book.value(`mandates.${role}`).term_months
        const endsAt = new Date(at)
        endsAt.setUTCMonth(endsAt.getUTCMonth() + months)
        await Mandate.grant({ personId: person.id, role, startsAt: at, endsAt, at }, transaction)
      }
      await tell({ name: 'organisation.founded', at, personId: person.id }, transaction)
      return person
    })
    forgetNetwork()
    return done(founder)
  } catch (error) {
    if (violates(error, 'organisation_pkey')) return refused('already_founded')
    throw error
  }
}

/** The charter that a new network starts from, to be rewritten by those who adopt it. */
function draftCharter(locale: string): string {
  const i18n = sentencesIn(locale)
  return CLAUSES.map((clause, index) => `${index + 1}. ${i18n.t(`web.charter.${clause}`)}`).join(
    '\n'
  )
}
