import type { I18n } from '@adonisjs/i18n'
import { eurosLabel, typedCents } from '#shared/euros'
import type { Kind } from '../kinds.js'

/** The kinds that concern money: the treasury enacts them, their words are here. */
const MONEY_KINDS = ['budget', 'spend', 'year_closing'] as const
export type MoneyKind = (typeof MONEY_KINDS)[number]

/** What the result of a year may become, as the form offers it. */
export const RESULTS = ['reserve', 'carry_forward'] as const

/** Whether a kind concerns money. */
export const isMoneyKind = (kind: Kind): kind is MoneyKind =>
  MONEY_KINDS.some((one) => one === kind)

/** What such a form says; what cannot be read stays as it was typed, and is refused. */
export function moneyTyped(
  kind: MoneyKind,
  text: (name: string) => string
): Record<string, unknown> {
  const year = /^\d{4}$/.test(text('year').trim()) ? Number(text('year')) : text('year')
  const cents = typedCents(text('amount')) ?? text('amount')
  switch (kind) {
    case 'budget':
      return { cents, year }
    case 'spend':
      return { cents, purpose: text('purpose'), party: text('party') }
    case 'year_closing':
      return { year, appropriation: text('appropriation') }
  }
}

/** Says in one sentence what adoption would do. */
export function moneyInWords(
  kind: MoneyKind,
  payload: Record<string, unknown>,
  i18n: I18n
): string {
  const { cents, resultCents, year, purpose, party, appropriation } = payload
  const result = Number(resultCents ?? 0)
  return i18n.t(`decide.money.${kind}.would`, {
    amount: eurosLabel(Math.abs(kind === 'year_closing' ? result : Number(cents)), i18n.locale),
    result: result > 0 ? 'surplus' : result < 0 ? 'loss' : 'even',
    year: String(year),
    purpose,
    party,
    appropriation,
  })
}

/** Where the accounts stand that a vote would approve; null for what approves none. */
export const accountsHref = (kind: Kind, { year }: Record<string, unknown>): string | null =>
  kind === 'year_closing' ? `/treasury/years/${Number(year)}` : null

/** The parts of what is asked, as two versions are compared. */
export function moneyParts(
  kind: MoneyKind,
  { cents, year, purpose, party, appropriation }: Record<string, unknown>,
  i18n: I18n
): Record<string, string> {
  switch (kind) {
    case 'budget':
      return { amount: eurosLabel(Number(cents), i18n.locale), year: String(year) }
    case 'spend':
      return {
        amount: eurosLabel(Number(cents), i18n.locale),
        purpose: String(purpose),
        party: String(party),
      }
    case 'year_closing':
      return {
        year: String(year),
        appropriation: i18n.t(`decide.money.results.${String(appropriation)}`),
      }
  }
}

/** Cents as someone types them: `1250,50`; what could not be read is given back as it is. */
export function amountTyped(cents: unknown, locale: string): string {
  if (typeof cents !== 'number') return String(cents ?? '')
  const written = (cents / 100).toFixed(2).replace(/\.00$/, '')
  return locale === 'fr' ? written.replace('.', ',') : written
}
