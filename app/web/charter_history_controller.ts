import { isDeepStrictEqual } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { OrganisationVersion } from '#organisation/organisation'
import { Person } from '#people/person'

/** What the network said of itself over time: what changed, when, and who changed it. */
export default class CharterHistoryController {
  async handle(ctx: HttpContext) {
    const { i18n } = ctx
    const versions = await OrganisationVersion.query().orderBy('version')
    const authors = await Person.findMany(
      versions.flatMap(({ changedById }) => (changedById === null ? [] : [changedById]))
    )
    const told = versions.map((version, index) => {
      const before = versions[index - 1]?.facts ?? {}
      const author = authors.find(({ id }) => id === version.changedById)
      return {
        number: version.version,
        at: dateLabel(version.changedAt, i18n.locale),
        author: author ? { name: author.name, handle: author.handle } : null,
        changes: SHOWN.filter(
          (name) =>
            said(version.facts[name]) && !isDeepStrictEqual(before[name], version.facts[name])
        ).map((name) => ({ name, text: String(version.facts[name] ?? '') })),
      }
    })
    return page(ctx, 'web/charter_history', { versions: told.reverse() })
  }
}

/** The facts shown here, by their name in the database; others concern the installation only. */
const SHOWN = [
  'name',
  'place',
  'legal_form',
  'tagline_fr',
  'tagline_en',
  'accent',
  'languages',
  'contact_email',
  'telephone',
  'address',
  'registration',
  'publication_director',
  'host',
  'about_fr',
  'about_en',
  'charter_fr',
  'charter_en',
  'charter_adopted_at',
] as const

const said = (value: unknown) => value !== undefined
