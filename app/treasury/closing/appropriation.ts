import { keepsCompanyBooks, type LegalForm } from '../chart/chart.js'
import type { Line } from '../ledger/entry.js'

/** What a result may become: put in the reserves, or carried forward to the years after. */
export const APPROPRIATIONS = ['reserve', 'carry_forward'] as const
export type Appropriation = (typeof APPROPRIATIONS)[number]

/** Whether a value says what a result becomes. */
export const isAppropriation = (value: unknown): value is Appropriation =>
  APPROPRIATIONS.some((one) => one === value)

/** What stands when a result is appropriated, in cents, each above zero as one says it. */
export interface Standings {
  /** Above zero for a surplus, below for a loss. */
  resultCents: number
  /** Losses of the years before, not made up yet (119). */
  lossesCents: number
  /** Legal reserve of a cooperative (1061). */
  legalReserveCents: number
  /** Capital paid in (1013). */
  capitalCents: number
}

/**
 * The lines that appropriate a result: a loss is carried forward (119); a surplus first makes up
 * former losses, then goes where the members say. A cooperative first puts 15 % in the legal reserve
 * until that reaches the capital, then half of the rest at least in statutory reserves, each rounded
 * up to the cent (loi du 10 septembre 1947, art. 16 et 19 nonies).
 */
export function appropriationLines(
  to: Appropriation,
  form: LegalForm,
  { resultCents, lossesCents, legalReserveCents, capitalCents }: Standings
): Line[] {
  if (resultCents === 0) return []
  if (resultCents < 0) return [line('119', -resultCents), line('129', resultCents)]
  const parts: [account: string, cents: number][] = []
  let rest = resultCents
  const put = (account: string, cents: number) => {
    const part = Math.min(rest, Math.max(0, cents))
    rest -= part
    parts.push([account, part])
  }
  put('119', lossesCents)
  if (form === 'cooperative') {
    put('1061', Math.min(Math.ceil((rest * 15) / 100), capitalCents - legalReserveCents))
    put('1063', to === 'reserve' ? rest : Math.ceil(rest / 2))
  }
  put(to === 'reserve' ? '1068' : carriedTo(form), rest)
  const credits = parts
    .filter(([, cents]) => cents > 0)
    .map(([account, cents]) => line(account, -cents))
  return [line('120', resultCents), ...credits]
}

/** A sole trader has no years of profit to carry: it is the owner's. */
const carriedTo = (form: LegalForm) =>
  keepsCompanyBooks(form) && form !== 'cooperative' ? '108' : '110'

const line = (account: string, cents: number): Line => ({
  ...{ account, auxiliary: null, campaignId: null, paymentId: null },
  debitCents: Math.max(0, cents),
  creditCents: Math.max(0, -cents),
})
