import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { ledgerYears, type Year } from '../ledger/year.js'

export interface YearsShown {
  years: Year[]
  /** The year asked for, or the latest that has books; null without any. */
  year: Year | null
}

/** Which year of the books a page is about: `?year=2026`. */
export async function yearsShown({ request }: HttpContext): Promise<YearsShown> {
  const years = await ledgerYears()
  const asked = Number(request.input('year'))
  const today = Number(parisDay(clock.now()).slice(0, 4))
  const year = years.find((one) => one.year === asked) ?? years.find((one) => one.year === today)
  return { years, year: year ?? years[0] ?? null }
}
