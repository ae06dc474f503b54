import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { measuresRunning, type MeasureRead } from './read_measures.js'

const FRESH = 30_000
let kept: { at: number; found: Promise<MeasureRead[]> } | null = null

/** The measures under which the network lives, as every main page says them; asked twice a minute. */
export async function measuresShared({ i18n }: HttpContext) {
  const now = clock.now()
  const running = (await lately(now)).filter(({ endsAt }) => endsAt !== null && endsAt > now)
  return running.map(({ proposalId, title, endsAt }) => ({
    href: `/decide/${proposalId}`,
    text: i18n.t('emergency.banner', {
      title,
      until: endsAt ? dateLabel(endsAt, i18n.locale) : '',
    }),
  }))
}

/** Has the next page ask again: a measure was just signed here. */
export function forgetMeasures(): void {
  kept = null
}

function lately(now: Date): Promise<MeasureRead[]> {
  const age = kept ? now.getTime() - kept.at : FRESH
  if (kept && age >= 0 && age < FRESH && !app.inTest) return kept.found
  const found = measuresRunning(now)
  kept = { at: now.getTime(), found }
  found.catch(() => forgetMeasures())
  return found
}
