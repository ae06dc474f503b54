import type { I18n } from '@adonisjs/i18n'
import { dateLabel } from '#shared/date_label'
import type { DecisionRead } from '../deciding/read_decision.js'

type Told = Pick<DecisionRead, 'act' | 'days' | 'subjectKind'> & { endsAt?: Date | null }

/** What a decision does, in one sentence of the reader's language. */
export function measureInWords({ act, days, subjectKind, endsAt }: Told, i18n: I18n): string {
  const until = endsAt ? dateLabel(endsAt, i18n.locale) : ''
  return i18n.t(`moderation.acts.${act}.done`, { subject: subjectKind, days: days ?? 0, until })
}
