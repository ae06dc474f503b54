import type { ProposalRead } from '../proposing/read_proposal.js'

/** Why a vote decides nothing by itself. */
export type Consultative = 'consultation' | 'sole_trader' | 'no_remote_clause'

/** Forms whose statutes say how their members decide. */
const WITH_STATUTES = ['association', 'cooperative']

/** Whether a network of this form has statutes. */
export const hasStatutes = (form: string): boolean => WITH_STATUTES.includes(form)

/** What of the network matters here: its legal form, and whether its statutes let members vote from a distance. */
export interface Network {
  form: string | null
  remoteClause: boolean
}

/**
 * A vote decides nothing when it only asks for an opinion, when one person answers for all, or when
 * it concerns what the statutes reserve to an assembly that they do not let vote from a distance.
 */
export function consultativeBecause(
  { kind, article }: Pick<ProposalRead, 'kind' | 'article'>,
  { form, remoteClause }: Network
): Consultative | null {
  if (kind === 'consultation') return 'consultation'
  if (form === 'sole_trader') return 'sole_trader'
  const reserved = article !== null || kind === 'legal_form'
  if (!reserved || remoteClause || form === null || !hasStatutes(form)) return null
  return 'no_remote_clause'
}
