import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { versionsOf } from '../proposing/read_discussion.js'
import { findProposal } from './show_proposal.js'
import { versionChanges } from './version_changes.js'

/** Every version of a proposal's words, the last first, each word by word against the one before. */
export default class VersionsController {
  async handle(ctx: HttpContext) {
    const proposal = await findProposal(ctx)
    const versions = await versionsOf(proposal.id)
    const told = versions.map((one, index) => ({
      version: one.version,
      author: one.author,
      at: dateLabel(one.writtenAt, ctx.i18n.locale),
      changes: versionChanges(proposal, versions[index - 1] ?? null, one, ctx.i18n),
    }))
    return page(ctx, 'governance/versions', {
      id: proposal.id,
      title: proposal.title,
      versions: told.toReversed(),
    })
  }
}
