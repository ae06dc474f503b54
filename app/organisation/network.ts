import { LOCALES, type Locale } from '#shared/http/locale'
import { Organisation } from './organisation.js'
import { plainTextHtml } from './plain_text_html.js'

/** The one network of this installation, as pages name it. */
export interface NetworkFacts {
  name: string
  place: string
  tagline: string
  accent: string
  legalForm: string
  contactEmail: string
  languages: readonly Locale[]
  founded: boolean
  /** Who may still set rules and facts; null once the charter is adopted. */
  founderId: number | null
}

/** Its longer texts in a language, as safe HTML; empty while nobody has written them. */
export interface NetworkTexts {
  about: string
  charter: string
  charterAdoptedAt: Date | null
}

/** Who publishes and who hosts, as the law asks (LCEN, art. 1-1; DSA, art. 11 and 12). */
export interface LegalFacts {
  address: string
  telephone: string
  registration: string
  publicationDirector: string
  host: string
}

let version = 0
let kept: { row: Organisation | null } | null = null

/** The network's facts in a language; kept in memory until they change, since every page shows them. */
export async function network(locale: string): Promise<NetworkFacts> {
  const row = await keptRow()
  if (!row) return NOT_FOUNDED
  return {
    name: row.name,
    place: row.place,
    tagline: locale === 'en' ? row.taglineEn : row.taglineFr,
    accent: row.accent,
    legalForm: row.legalForm,
    contactEmail: row.contactEmail,
    languages: row.languages,
    founded: true,
    founderId: row.charterAdoptedAt === null ? row.founderId : null,
  }
}

/** The about page and the charter; a language without its text shows the other's. */
export async function networkTexts(locale: string): Promise<NetworkTexts> {
  const row = await keptRow()
  if (!row) return { about: '', charter: '', charterAdoptedAt: null }
  const { aboutFr, aboutEn, charterFr, charterEn, charterAdoptedAt } = row
  const choose = (fr: string, en: string) => (locale === 'en' ? en || fr : fr || en)
  return {
    about: plainTextHtml(choose(aboutFr, aboutEn)),
    charter: plainTextHtml(choose(charterFr, charterEn)),
    charterAdoptedAt,
  }
}

export async function legalFacts(): Promise<LegalFacts> {
  const row = await keptRow()
  const { address, telephone, registration, publicationDirector, host } = row ?? NOTHING_LEGAL
  return { address, telephone, registration, publicationDirector, host }
}

/** The languages that the network speaks; all of them while its facts cannot be read. */
export async function offeredLanguages(): Promise<readonly Locale[]> {
  const row = await keptRow().catch(() => null)
  return row?.languages ?? LOCALES
}

/** Forgets what was kept: after a change of the facts, and between tests. */
export function forgetNetwork(): void {
  version += 1
  kept = null
}

async function keptRow(): Promise<Organisation | null> {
  if (kept) return kept.row
  const asked = version
  const row = await Organisation.find(1)
  if (asked === version) kept = { row }
  return row
}

const NOT_FOUNDED: NetworkFacts = {
  name: 'Placette',
  place: '',
  tagline: '',
  accent: 'chamois',
  legalForm: 'collective',
  contactEmail: '',
  languages: LOCALES,
  founded: false,
  founderId: null,
}

const NOTHING_LEGAL: LegalFacts = {
  address: '',
  telephone: '',
  registration: '',
  publicationDirector: '',
  host: '',
}
