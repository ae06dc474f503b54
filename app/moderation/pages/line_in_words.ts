import type { I18n } from '@adonisjs/i18n'
import { dayOfParis } from '#shared/date_label'
import type { LogRow } from '../log/read_log.js'

/** A line of the log in the reader's language: the act, then what the record says of it. */
export function lineInWords({ kind, said }: LogRow, i18n: I18n) {
  const say = (key: string, words?: Record<string, unknown>) => i18n.t(`moderation.${key}`, words)
  const has = (name: string) => said[name] !== undefined && said[name] !== null
  const details: string[] = []
  if (has('breach')) details.push(say(`breaches.${String(said.breach)}.label`))
  if (has('until'))
    details.push(say('log.until', { day: dayOfParis(String(said.until), i18n.locale) }))
  if (has('mandate')) details.push(say('log.mandate', { mandate: String(said.mandate) }))
  if (has('second')) details.push(say('log.second', { mandate: String(said.second) }))
  if (kind === 'jury_drawn') {
    const { jurors, pool, asked } = said
    details.push(say('log.jury', { jurors, pool }))
    if (said.short === true) details.push(say('log.short', { asked }))
  }
  return { title: titleOf(), details }

  function titleOf(): string {
    const subject = String(said.subject ?? 'other')
    switch (kind) {
      case 'opened':
        return say(`log.opened.${String(said.source)}`, { subject })
      case 'issued':
        return say(`acts.${String(said.act)}.logged`, { subject, days: said.days ?? 0 })
      case 'appealed':
        return say(`log.appealed.${String(said.by)}`, { route: String(said.route) })
      case 'appeal_decided':
        return say(`log.appeal_decided.${String(said.outcome)}`)
      case 'shown_again':
        return say(`log.shown_again.${String(said.because)}`)
      default:
        return say(`log.${kind}`)
    }
  }
}
