import type { HttpContext } from '@adonisjs/core/http'
import type { Draft } from '../reading/drafts.js'
import { MOST_LINES, type TypedLine } from '../writing/expert_lines.js'
import { typedAmount } from './amounts.js'

const COLUMNS = ['accounts', 'auxiliaries', 'debits', 'credits'] as const
const LEAST_SHOWN = 4
const MORE = 4

/** The lines as they were typed, empty ones included; whatever else was sent is left out. */
export function typedLines({ request }: HttpContext): TypedLine[] {
  const [accounts = [], auxiliaries = [], debits = [], credits = []] = COLUMNS.map((name) => {
    const sent: unknown = request.input(name)
    return Array.isArray(sent) ? sent.slice(0, MOST_LINES).map(plain) : []
  })
  return accounts.map((account, index) => ({
    account,
    auxiliary: auxiliaries[index] ?? '',
    debit: debits[index] ?? '',
    credit: credits[index] ?? '',
  }))
}

const plain = (value: unknown) => (typeof value === 'string' ? value.slice(0, 160) : '')

/** The same with empty lines to fill: four at least, and four more when asked. */
export function linesToFill(typed: readonly TypedLine[], more: boolean): TypedLine[] {
  const shown = Math.min(MOST_LINES, Math.max(LEAST_SHOWN, typed.length + (more ? MORE : 0)))
  const empty = { account: '', auxiliary: '', debit: '', credit: '' }
  return Array.from({ length: shown }, (_, index) => typed[index] ?? empty)
}

/** The lines of a draft, as if they were being typed. */
export function linesOf({ lines }: Draft, locale: string): TypedLine[] {
  return lines.map(({ account, auxiliary, debitCents, creditCents }) => ({
    account,
    auxiliary: auxiliary ?? '',
    debit: typedAmount(debitCents, locale),
    credit: typedAmount(creditCents, locale),
  }))
}
