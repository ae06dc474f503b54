import type { I18n } from '@adonisjs/i18n'
import { dayOfParis } from '#shared/date_label'
import type { LogRow } from '../log/read_log.js'

/** A line of the log in the reader's language: the act, then what the record says of it. */
export function lineInWords({ kind, said }: LogRow, i18n: I18n) {
  const t = (key: string, words?: Record<string, unknown>) => i18n.t(`moderation.${key}`, words)
  const has = (name: string) => said[name] !== undefined && said[name] !== null
  const details: string[] = []
  if (has('breach')) details.push(t(`breaches.${String(said.breach)}.label`))
  if (has('until'))
    details.push(t('log.until', { day: dayOfParis(String(said.until), i18n.locale) }))
  if (has('mandate')) details.push(t('log.mandate', { mandate: String(said.mandate) }))
  if (has('second')) details.push(t('log.second', { mandate: String(said.second) }))
  if (kind === 'jury_drawn') {
    const { jurors, pool, asked } = said
    details.push(t('log.jury', { jurors, pool }))
    if (said.short === true) details.push(t('log.short', { asked }))
  }
  return { title: titleOf(), details }

  function titleOf(): string {
    const subject = String(said.subject ?? 'other')
    switch (kind) {
      case 'opened':
        return t(`log.opened.${String(said.source)}`, { subject })
      case 'issued':
        return t(`acts.${String(said.act)}.logged`, { subject, days: said.days ?? 0 })
      case 'appealed':
        return t(`log.appealed.${String(said.by)}`, { route: String(said.route) })
      case 'appeal_decided':
        return t(`log.appeal_decided.${String(said.outcome)}`)
      case 'shown_again':
        return t(`log.shown_again.${String(said.because)}`)
      default:
        return t(`log.${kind}`)
    }
  }
}
