import type { I18n } from '@adonisjs/i18n'
import { dateLabel } from '#shared/date_label'
import type { AppealRead } from '../appealing/read_appeal.js'

/** An appeal as whoever it concerns reads it: its road, its outcome, its reasons; nobody is named. */
export const appealShown = (appeal: AppealRead, i18n: I18n) => ({
  id: appeal.id,
  by: i18n.t(`moderation.appeal.by.${appeal.reportId === null ? 'author' : 'reporter'}`),
  lodged: dateLabel(appeal.lodgedAt, i18n.locale),
  reasons: appeal.reasons,
  route: i18n.t(`moderation.appeal.route.${appeal.route}`, {
    jurors: appeal.jury?.size ?? 0,
    pool: appeal.jury?.poolSize ?? 0,
  }),
  short: appeal.jury !== null && appeal.jury.size < appeal.jury.asked,
  outcome: appeal.outcome && i18n.t(`moderation.appeal.outcome.${appeal.outcome}`),
  outcomeReasons: appeal.outcomeReasons,
  decided: appeal.decidedAt && dateLabel(appeal.decidedAt, i18n.locale),
})
