import app from '@adonisjs/core/services/app'
import type { I18n } from '@adonisjs/i18n'
import { timeInWords } from '#governance/pages/time_in_words'
import { readProposals } from '#governance/proposing/read_proposal'
import { isInForce, readMandates } from '#governance/mandates/read_mandates'
import { clock } from '#shared/clock'
import { someoneOnDuty } from '#moderation/on_duty'
import { eurosLabel } from '#shared/euros'
import { parisDay } from '#shared/paris'
import { ledgerYears } from '#treasury/ledger/year'
import { monthShare } from '#treasury/reading/public_figures'
import { monthsUpTo, monthTotals } from '#treasury/reading/month_totals'

/** What is going on in the network, as its square says it to anyone. */
export interface SquareNow {
  /** What a month costs and brings; null while there are no accounts. */
  month: { full: number; income: string; costs: string; covered: boolean } | null
  /** How many people hold a mandate to moderate. */
  moderators: number
  /** Whether nobody at all looks after the place. */
  unguarded: boolean
  votes: { id: number; title: string; left: string | null }[]
}

const FRESH = 60_000
const kept = new Map<string, { at: number; now: Promise<SquareNow> }>()

/** Worked out once a minute for each language: the square is read much more often. */
export function squareNow(i18n: I18n): Promise<SquareNow> {
  const at = clock.now()
  const found = kept.get(i18n.locale)
  const age = found ? at.getTime() - found.at : FRESH
  if (found && age >= 0 && age < FRESH && !app.inTest) return found.now
  const now = read(i18n, at)
  kept.set(i18n.locale, { at: at.getTime(), now })
  now.catch(() => kept.delete(i18n.locale))
  return now
}

async function read(i18n: I18n, at: Date): Promise<SquareNow> {
  const [mandates, proposals] = await Promise.all([readMandates(at), readProposals(null, at)])
  return {
    month: await monthNow(at, i18n.locale),
    moderators: mandates.filter((one) => one.role === 'moderator' && isInForce(one, at)).length,
    unguarded: !(await someoneOnDuty(at)),
    votes: proposals
      .filter(({ stage }) => stage === 'open')
      .map((one) => ({ id: one.id, title: one.title, left: timeInWords(one, at, i18n).left })),
  }
}

async function monthNow(at: Date, locale: string): Promise<SquareNow['month']> {
  const [latest] = await ledgerYears()
  if (!latest) return null
  const today = parisDay(at)
  const months = monthsUpTo(today, 12)
  const totals = await monthTotals(`${months[0] ?? today.slice(0, 7)}-01`, today)
  const { costCents, incomeCents } = monthShare(totals, months)
  if (costCents === 0) return null
  return {
    full: incomeCents / costCents,
    income: eurosLabel(incomeCents, locale),
    costs: eurosLabel(costCents, locale),
    covered: incomeCents >= costCents,
  }
}
