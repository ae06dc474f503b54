import type { HttpContext } from '@adonisjs/core/http'
import { csvRow } from '#governance/files/csv_rows'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { parisDay } from '#shared/paris'
import { onCall } from '../cases/acting.js'
import { verifyLog } from '../log/verify_log.js'
import { moderationMonths, type MonthOfModeration } from '../transparency/months.js'
import { yearReport } from '../transparency/year_report.js'

const PARTS = [
  'orders',
  'notices',
  'own',
  'decisions',
  'complaints',
  'restrictions',
  'automated',
  'recipients',
] as const

/** What moderation did, month by month; and the yearly report, by one button. */
export default class TransparencyController {
  async index(ctx: HttpContext) {
    const { i18n } = ctx
    const now = clock.now()
    const months = await moderationMonths()
    if (wantsJson(ctx)) return ctx.response.json({ months })
    const log = await verifyLog()
    return page(ctx, 'moderation/transparency', {
      months: months
        .slice(0, 24)
        .map((month) => ({ ...month, label: monthLabel(month, i18n.locale) })),
      last: months[0] ? { ...months[0], label: monthLabel(months[0], i18n.locale) } : null,
      moderators: (await onCall(now)).length,
      log,
      year: Number(parisDay(now).slice(0, 4)),
      hours: (value: number | null) => hoursSaid(value, i18n.locale),
    })
  }

  async show(ctx: HttpContext) {
    const { i18n, params, response, request } = ctx
    const year = Number(params.year)
    const lines = await yearReport(year)
    if (wantsJson(ctx)) return response.json({ year, lines })
    const said = lines.map((line) => ({
      ...line,
      partLabel: i18n.t(`moderation.year.parts.${line.part}`),
      label: labelOf(line.part, line.what),
    }))
    if (request.input('format') === 'csv') {
      response.header('content-type', 'text/csv; charset=utf-8')
      response.header('content-disposition', `attachment; filename="transparency-${year}.csv"`)
      const rows = said.map(({ partLabel, label, value }) =>
        csvRow([partLabel, label, value ?? ''])
      )
      return response.send(`\uFEFF${rows.join('\r\n')}\r\n`)
    }
    return page(ctx, 'moderation/year', {
      year,
      drawn: dayLabel(clock.now(), i18n.locale),
      parts: PARTS.map((name) => ({
        name,
        label: i18n.t(`moderation.year.parts.${name}`),
        lines: said.filter(({ part }) => part === name),
      })),
    })

    function labelOf(part: string, what: string): string {
      if (part === 'notices' || part === 'own') {
        const breach = `moderation.breaches.${what}.label`
        if (i18n.hasMessage(breach)) return i18n.t(breach)
      }
      if (part === 'decisions' && i18n.hasMessage(`moderation.acts.${what}.label`)) {
        return i18n.t(`moderation.acts.${what}.label`)
      }
      return i18n.t(`moderation.year.what.${what}`)
    }
  }
}

const monthLabel = ({ month }: MonthOfModeration, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`)
  )

function hoursSaid(value: number | null, locale: string): string {
  if (value === null) return '—'
  const unit = value >= 48 ? 'day' : value >= 1 ? 'hour' : 'minute'
  const number = { day: value / 24, hour: value, minute: value * 60 }[unit]
  return new Intl.NumberFormat(locale, {
    ...{ style: 'unit', unit, unitDisplay: 'short' },
    maximumFractionDigits: unit === 'minute' ? 0 : 1,
  }).format(number)
}
