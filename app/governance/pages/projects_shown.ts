import type { I18n } from '@adonisjs/i18n'
import { plainTextHtml } from '#organisation/plain_text_html'
import { eurosLabel } from '#shared/euros'
import { projectsOf } from '../proposing/projects.js'
import type { ProposalRead } from '../proposing/read_proposal.js'

/** The projects of a budget as its page shows them; who put them forward is told inside only. */
export async function projectsShown(
  { id, payload }: Pick<ProposalRead, 'id' | 'payload'>,
  personId: number | null,
  { locale }: I18n
) {
  const projects = await projectsOf(id)
  const standing = projects.filter(({ withdrawn }) => !withdrawn)
  const sum = standing.reduce((cents, one) => cents + one.cents, 0)
  return {
    budget: eurosLabel(Number(payload.cents), locale),
    sum: eurosLabel(sum, locale),
    list: projects.map((one) => ({
      ...{ id: one.id, title: one.title, withdrawn: one.withdrawn },
      cost: eurosLabel(one.cents, locale),
      html: one.withdrawn ? '' : plainTextHtml(one.body),
      author: personId === null ? null : one.author,
      mine: personId !== null && one.authorId === personId && !one.withdrawn,
    })),
  }
}
