import type { I18n } from '@adonisjs/i18n'
import { dayLabel } from '#shared/date_label'
import { parisInstant } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { CHARTER } from '../deciding/drafts.js'
import { statutesChanged, type StatutesChanged } from '../statutes/declarations.js'
import type { ProposalRead } from '../proposing/read_proposal.js'

/** Something that the vote did, and where to see it. */
export interface EnactedLine {
  text: string
  href: string | null
}

interface Granted {
  name: string
  handle: string
  role: string
  endsAt: Date
}

const GRANTED = {
  name: 'governance.granted',
  text: `select p.name, p.handle, m.role, m.ends_at as "endsAt" from mandates m
    join people p on p.id = m.person_id where m.granted_by_proposal_id = $1 order by p.name, p.id`,
}

/** What an adopted proposal did when its vote closed, and what is left to do; nothing otherwise. */
export async function enactedLines(proposal: ProposalRead, i18n: I18n): Promise<EnactedLine[]> {
  const { id, effectiveAt } = proposal
  if (!effectiveAt) return []
  const changed = proposal.article === null ? null : await statutesChanged(id)
  return [
    ...(await doneLines(proposal, i18n)),
    ...(changed ? [declaredLine(id, changed, i18n)] : []),
  ]
}

/** That the statutes changed: declared, or still to be by whoever answers for the network. */
function declaredLine(id: number, { declaredOn }: StatutesChanged, i18n: I18n): EnactedLine {
  if (declaredOn === null) {
    return { text: i18n.t('decide.statutes.to_declare'), href: `/decide/${id}/declaration` }
  }
  const noon = parisInstant(declaredOn, '12:00')
  const on = noon ? dayLabel(noon, i18n.locale) : declaredOn
  return { text: i18n.t('decide.statutes.declared', { on }), href: null }
}

async function doneLines({ id, kind, payload }: ProposalRead, i18n: I18n): Promise<EnactedLine[]> {
  if (kind === 'rule_change' || kind === 'emergency_ratification') {
    return [{ text: i18n.t('decide.done.rule'), href: `/rules/${String(payload.key)}` }]
  }
  if (kind === 'drafts') {
    return payload.key === CHARTER
      ? [{ text: i18n.t('decide.done.charter'), href: '/charter' }]
      : [{ text: i18n.t('decide.done.rule'), href: `/rules/${String(payload.key)}` }]
  }
  if (kind === 'charter') return [{ text: i18n.t('decide.done.charter'), href: '/charter' }]
  if (kind === 'name') return [{ text: i18n.t('decide.done.name'), href: '/about' }]
  if (kind === 'exclusion') return [{ text: i18n.t('decide.done.exclusion'), href: null }]
  if (kind === 'legal_form') {
    return [{ text: i18n.t('decide.done.legal_form'), href: `/decide/${id}/registration` }]
  }
  if (kind === 'recall') return [{ text: i18n.t('decide.done.recall'), href: null }]
  const granted = await prepared<Granted>(GRANTED, [id])
  return granted.map(({ name, handle, role, endsAt }) => ({
    text: i18n.t('decide.done.mandate', {
      ...{ name, role: i18n.t(`roles.${role}`) },
      until: dayLabel(endsAt, i18n.locale),
    }),
    href: `/@${handle}`,
  }))
}
