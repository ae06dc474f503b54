import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import type { MaskedDetails } from './bank_details.js'

/** An account as everyone but payers sees it, in the reader's language. */
export function maskedView(details: MaskedDetails | null, i18n: HttpContext['i18n']) {
  if (!details) return null
  return {
    id: details.id,
    facts: [
      { label: i18n.t('offline.bank.holder'), value: details.holder },
      { label: i18n.t('offline.bank.iban'), value: `•••• ${details.ibanEnd}` },
      {
        label: i18n.t('offline.bank.proposed_by'),
        value: details.proposedBy ?? i18n.t('desk.nameless'),
        note: dateLabel(details.proposedAt, i18n.locale),
      },
    ],
  }
}
