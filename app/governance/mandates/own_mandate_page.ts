import type { HttpContext } from '@adonisjs/core/http'
import { mandateNotes } from '#people/mandate_note'
import { POWERS } from '#people/powers'
import { plainTextHtml } from '#organisation/plain_text_html'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import type { MandateRead } from './read_mandates.js'

/** A mandate as its holder sees it: powers, notes of those before, one's own note, giving it back. */
export async function ownMandatePage(
  ctx: HttpContext,
  mandate: MandateRead,
  mending: { errors: FieldErrors; body: string } | null = null
) {
  const { i18n } = ctx
  const notes = await mandateNotes(mandate.role)
  const own = notes.find(({ mandateId }) => mandateId === mandate.id)
  const term = {
    from: dayLabel(mandate.startsAt, i18n.locale),
    until: dayLabel(mandate.endsAt, i18n.locale),
  }
  return page(
    ctx,
    'governance/own_mandate',
    {
      mandate: { id: mandate.id, title: i18n.t(`roles.${mandate.role}`) },
      term: i18n.t('mandates.term', term),
      vote: mandate.proposalId === null ? null : `/decide/${mandate.proposalId}`,
      powers: POWERS[mandate.role].map((power) => i18n.t(`mandates.powers.${power}`)),
      notes: notes
        .filter((note) => note !== own)
        .map(({ name, body, writtenAt }) => ({
          heading: i18n.t('mandates.own.note_of', { name, on: dayLabel(writtenAt, i18n.locale) }),
          html: plainTextHtml(body),
        })),
      body: mending?.body ?? own?.body ?? '',
      errors: mending?.errors ?? {},
    },
    mending ? 422 : 200
  )
}
