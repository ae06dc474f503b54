import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { OrganisationSchema } from '#database/schema'

/** The one network of this installation, as pages name it. */
export interface NetworkFacts {
  name: string
  place: string
  tagline: string
  accent: string
  legalForm: string
  contactEmail: string
  founded: boolean
}

export class Organisation extends OrganisationSchema {
  static override table = 'organisation'
}

let version = 0
let kept: { row: Organisation | null } | null = null

/** The network's facts in a language; kept in memory until they change, since every page shows them. */
export async function network(locale: string): Promise<NetworkFacts> {
  if (kept) return factsOf(kept.row, locale)
  const asked = version
  const row = await Organisation.find(1)
  if (asked === version) kept = { row }
  return factsOf(row, locale)
}

/** Forgets what was kept: after a change of the facts, and between tests. */
export function forgetNetwork(): void {
  version += 1
  kept = null
}

/** Founds the network, once; a second founding is refused by the table's single row. */
export async function found(
  facts: {
    name: string
    place: string
    taglineFr: string
    taglineEn: string
    accent: string
    legalForm: string
    contactEmail: string
    charterAdoptedAt: Date | null
  },
  at: Date,
  transaction: TransactionClientContract = db.connection() as TransactionClientContract
): Promise<void> {
  await Organisation.create({ id: 1, ...facts, foundedAt: at }, { client: transaction })
  forgetNetwork()
}

function factsOf(row: Organisation | null, locale: string): NetworkFacts {
  if (!row) {
    return {
      name: 'Placette',
      place: '',
      tagline: '',
      accent: 'chamois',
      legalForm: 'collective',
      contactEmail: '',
      founded: false,
    }
  }
  return {
    name: row.name,
    place: row.place,
    tagline: locale === 'en' ? row.taglineEn : row.taglineFr,
    accent: row.accent,
    legalForm: row.legalForm,
    contactEmail: row.contactEmail,
    founded: true,
  }
}
