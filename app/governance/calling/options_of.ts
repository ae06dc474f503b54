import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Organisation } from '#organisation/organisation'
import { optionsIn } from '../deciding/consultation.js'
import { asked, draftsIn, STATUS_QUO } from '../deciding/drafts.js'
import { PROPOSALS } from '../kinds.js'
import { atTheirLimit, onThePaper } from '../mandates/terms.js'
import type { Option } from '../closing/counted.js'
import { projectsOf } from '../proposing/projects.js'
import type { ProposalRead } from '../proposing/read_proposal.js'

/**
 * What voters choose among: those who stand, in the order of their names; the projects of a budget, in
 * the order in which they were put forward; nothing for a motion.
 */
export async function optionsOf(
  { id, kind, payload }: Pick<ProposalRead, 'id' | 'kind' | 'payload'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<Option[]> {
  if (kind === 'consultation') {
    return optionsIn(payload).map((label, index) => ({
      ...{ number: index + 1, label, personId: null },
      payload: {},
    }))
  }
  if (kind === 'name') return nameOptions(payload, transaction)
  if (kind === 'drafts') return draftOptions(payload)
  if (kind === 'budget') return projectOptions(id, transaction)
  if (!PROPOSALS[kind].candidates) return []
  const standing: { id: number; name: string }[] = await transaction
    .from('proposal_candidacies as k')
    .join('people as p', 'p.id', 'k.person_id')
    .leftJoin('proposal_candidacy_withdrawals as w', (join) =>
      join.on('w.proposal_id', 'k.proposal_id').andOn('w.person_id', 'k.person_id')
    )
    .where('k.proposal_id', id)
    .whereNull('w.person_id')
    .select('p.id', 'p.name')
    .orderBy(['p.name', 'p.id'])
  const people = standing.map((one) => one.id)
  const limit = await atTheirLimit({ role: payload.role, people }, at, transaction)
  const listed = onThePaper(standing, limit, Number(payload.seats))
  return listed.map(({ id: personId, name, beyondTerms }, index) => ({
    number: index + 1,
    label: name,
    personId,
    payload: beyondTerms === null ? {} : { beyondTerms },
  }))
}

/** The names put forward, and the one that stands, which changes nothing. */
async function nameOptions(
  payload: Record<string, unknown>,
  transaction: TransactionClientContract
): Promise<Option[]> {
  const { name } = await Organisation.findOrFail(1, { client: transaction })
  return [...optionsIn(payload), name].map((label, index, { length }) => ({
    ...{ number: index + 1, label, personId: null },
    payload: index === length - 1 ? { statusQuo: true } : {},
  }))
}

/** The drafts in the order in which they were written, and what stands, which changes nothing. */
function draftOptions(payload: Record<string, unknown>): Option[] {
  const written = draftsIn(payload).map((draft, index) => ({
    ...{ number: index + 1, label: draft.name, personId: null },
    payload: { draft: asked(String(payload.key), draft) },
  }))
  const statusQuo = { number: written.length + 1, label: STATUS_QUO, personId: null }
  return [...written, { ...statusQuo, payload: { statusQuo: true } }]
}

async function projectOptions(
  proposalId: number,
  transaction: TransactionClientContract
): Promise<Option[]> {
  const projects = await projectsOf(proposalId, transaction)
  return projects
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ id, title, body, cents }, index) => ({
      number: index + 1,
      label: title,
      personId: null,
      payload: { cents, text: body, projectId: id },
    }))
}
