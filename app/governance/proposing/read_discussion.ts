import { prepared } from '#shared/prepared'

/** Who wrote something; null once their account is gone. */
export interface Author {
  name: string
  handle: string
}

/** What is said under a proposal. */
export interface Remark {
  id: number
  author: Author | null
  body: string
  saidAt: Date
}

/** Other words offered for a proposal, and what its author answered. */
export interface Amendment {
  id: number
  version: number
  author: Author | null
  reason: string
  title: string
  reasons: string
  payload: Record<string, unknown>
  proposedAt: Date
  /** Null while there is no answer. */
  accepted: boolean | null
}

/** Someone who stands in an election. */
export interface Candidate {
  author: Author | null
  statement: string
  personId: number
  /** Took the candidacy back. */
  withdrawn: boolean
}

/** One state of a proposal's words. */
export interface Version {
  version: number
  title: string
  reasons: string
  payload: Record<string, unknown>
  author: Author | null
  writtenAt: Date
}

const AUTHOR = `case when p.id is null then null else json_build_object('name', p.name, 'handle', p.handle) end as author`

const REMARKS = {
  name: 'governance.remarks',
  text: `select r.id, r.body, r.said_at as "saidAt", ${AUTHOR} from proposal_remarks r
    left join people p on p.id = r.author_id where r.proposal_id = $1 order by r.id`,
}

const AMENDMENTS = {
  name: 'governance.amendments',
  text: `select a.id, a.version, a.reason, a.title, a.reasons, a.payload, a.proposed_at as "proposedAt",
      n.accepted, ${AUTHOR} from proposal_amendments a
    left join proposal_amendment_answers n on n.amendment_id = a.id
    left join people p on p.id = a.author_id where a.proposal_id = $1 order by a.id`,
}

const CANDIDATES = {
  name: 'governance.candidates',
  text: `select k.statement, k.person_id as "personId", w.person_id is not null as withdrawn, ${AUTHOR} from proposal_candidacies k
    left join proposal_candidacy_withdrawals w on w.proposal_id = k.proposal_id and w.person_id = k.person_id
    left join people p on p.id = k.person_id where k.proposal_id = $1 order by p.name, p.id`,
}

const SUPPORTERS = {
  name: 'governance.supporters',
  text: `select p.name, p.handle from proposal_seconds s join people p on p.id = s.person_id
    where s.proposal_id = $1 order by s.seconded_at, p.id`,
}

const VERSIONS = {
  name: 'governance.versions',
  text: `select v.version, v.title, v.reasons, v.payload, v.written_at as "writtenAt", ${AUTHOR}
    from proposal_versions v left join people p on p.id = v.author_id
    where v.proposal_id = $1 order by v.version`,
}

/** All that is said under a proposal, from the first. */
export const remarksOf = (id: number) => prepared<Remark>(REMARKS, [id])

/** The amendments offered to a proposal, from the first. */
export const amendmentsOf = (id: number) => prepared<Amendment>(AMENDMENTS, [id])

/** Who stands, or stood, in an election, in the order of their names. */
export const candidatesOf = (id: number) => prepared<Candidate>(CANDIDATES, [id])

/** Who supports putting a proposal to the vote, from the first. */
export const supportersOf = (id: number) => prepared<Author>(SUPPORTERS, [id])

/** Every state of a proposal's words, from the first. */
export const versionsOf = (id: number) => prepared<Version>(VERSIONS, [id])
