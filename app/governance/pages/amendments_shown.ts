import type { HttpContext } from '@adonisjs/core/http'
import { plainTextHtml } from '#organisation/plain_text_html'
import { dayLabel } from '#shared/date_label'
import { amendmentsOf, versionsOf } from '../proposing/read_discussion.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { versionChanges } from './version_changes.js'

/** The amendments to a proposal, each word by word against the version it was written over. */
export async function amendmentsShown(proposal: ProposalRead, answers: boolean, ctx: HttpContext) {
  const amendments = await amendmentsOf(proposal.id)
  if (amendments.length === 0) return []
  const versions = await versionsOf(proposal.id)
  const { i18n } = ctx
  return amendments.map((amendment) => {
    const over = versions.find(({ version }) => version === amendment.version)
    const open = amendment.accepted === null
    const outdated = amendment.version !== proposal.version
    return {
      id: amendment.id,
      author: amendment.author,
      on: dayLabel(amendment.proposedAt, i18n.locale),
      reasonHtml: plainTextHtml(amendment.reason),
      changes: over ? versionChanges(proposal, over, amendment, i18n) : [],
      state: open ? (outdated ? 'outdated' : 'open') : amendment.accepted ? 'accepted' : 'refused',
      mayAccept: open && answers && !outdated,
      mayRefuse: open && answers,
    }
  })
}
