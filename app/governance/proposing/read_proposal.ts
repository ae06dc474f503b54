import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Majority } from '#rulebook/rule'
import { prepared } from '#shared/prepared'
import type { Kind } from '../kinds.js'
import type { Method } from '../methods/transcript.js'
import { stageOf, type Stage } from './stage_of.js'

/** A proposal as it stands: its last version, how far it has come, and what the call fixed. */
export interface ProposalRead {
  id: number
  kind: Kind
  authorId: number | null
  /** The vote without quorum that this one asks again, and the one that asks this one again. */
  secondCallOf: number | null
  calledAgainId: number | null
  authorName: string | null
  authorHandle: string | null
  version: number
  title: string
  reasons: string
  payload: Record<string, unknown>
  /** Whose mandate a recall would end, and which; null where there is none. */
  mandateHolder: string | null
  mandateRole: string | null
  /** Whom an exclusion concerns; null elsewhere. */
  personConcerned: string | null
  /** The article of the statutes that fixes the rule it would change; as it was at the call. */
  article: string | null
  startedAt: Date
  discussedAt: Date | null
  withdrawnAt: Date | null
  seconds: number
  candidates: number
  method: Method | null
  majority: Majority | null
  parameters: Record<string, unknown> | null
  secrecy: 'open' | 'secret' | null
  consultative: string | null
  options: number
  calledAt: Date | null
  recordAt: Date | null
  opensAt: Date | null
  closesAt: Date | null
  /** Null while the roll is not frozen. */
  voters: number | null
  rollHash: string | null
  outcome: string | null
  adopted: boolean | null
  attended: number | null
  closedAt: Date | null
  effectiveAt: Date | null
  stage: Stage
}

const COLUMNS = `select p.id, p.kind, p.author_id as "authorId", p.second_call_of as "secondCallOf",
      (select s.id from proposals s where s.second_call_of = p.id) as "calledAgainId", a.name as "authorName", a.handle as "authorHandle",
      v.version, v.title, v.reasons, v.payload,
      b.name as "mandateHolder", m.role as "mandateRole", x.name as "personConcerned", p.started_at as "startedAt", d.opened_at as "discussedAt",
      case when c.proposal_id is null then l.article else c.parameters ->> 'article' end as article,
      w.withdrawn_at as "withdrawnAt",
      (select count(*)::int from proposal_seconds s where s.proposal_id = p.id) as seconds,
      (select count(*)::int from proposal_candidacies k where k.proposal_id = p.id and not exists
        (select from proposal_candidacy_withdrawals x where x.proposal_id = k.proposal_id
          and x.person_id = k.person_id)) as candidates,
      c.method, c.majority, c.parameters, c.secrecy, c.consultative, coalesce(c.options, 0) as options,
      c.called_at as "calledAt", c.record_at as "recordAt", c.opens_at as "opensAt", c.closes_at as "closesAt",
      r.voters, r.hash as "rollHash", o.outcome, o.adopted, o.attended, o.closed_at as "closedAt",
      e.effective_at as "effectiveAt"
    from proposals p
      join lateral (select * from proposal_versions l where l.proposal_id = p.id
        order by l.version desc limit 1) v on true
      left join people a on a.id = p.author_id
      left join mandates m on p.kind = 'recall' and m.id::text = v.payload ->> 'mandateId'
      left join people b on b.id = m.person_id
      left join people x on p.kind = 'exclusion' and x.id::text = v.payload ->> 'personId'
      left join proposal_discussions d on d.proposal_id = p.id
      left join proposal_withdrawals w on w.proposal_id = p.id
      left join proposal_calls c on c.proposal_id = p.id
      left join voting_rolls r on r.proposal_id = p.id
      left join lateral (select s.article from statute_articles s where p.kind in ('rule_change', 'drafts')
        and s.rule_key = v.payload ->> 'key' order by s.id desc limit 1) l on true
      left join proposal_results o on o.proposal_id = p.id
      left join enactments e on e.proposal_id = p.id`

const ONE = { name: 'governance.proposal', text: `${COLUMNS} where p.id = $1` }

// Whom an exclusion concerns is told to the network only.
const SEEN = `(d.proposal_id is not null and ($1::bigint is not null or p.kind <> 'exclusion')
      or p.author_id = $1)`

const UNDER_WAY = {
  name: 'governance.proposals_under_way',
  text: `${COLUMNS} where ${SEEN} and o.proposal_id is null and w.proposal_id is null
    order by p.id desc`,
}

const DECIDED = {
  name: 'governance.proposals_decided',
  text: `${COLUMNS} where ${SEEN} and coalesce(o.closed_at, w.withdrawn_at) is not null
      and ($2::bigint is null or (coalesce(o.closed_at, w.withdrawn_at), p.id) <
        (select coalesce(r.closed_at, x.withdrawn_at), y.id from proposals y
          left join proposal_results r on r.proposal_id = y.id
          left join proposal_withdrawals x on x.proposal_id = y.id where y.id = $2))
    order by coalesce(o.closed_at, w.withdrawn_at) desc, p.id desc limit $3`,
}

/** One proposal; null when there is none. */
export async function readProposal(
  id: number,
  now: Date,
  transaction?: TransactionClientContract
): Promise<ProposalRead | null> {
  const [row] = await prepared<Omit<ProposalRead, 'stage'>>(ONE, [id], transaction)
  return row ? { ...row, stage: stageOf(row, now) } : null
}

/** What is not decided yet of what this person may see, the latest first: drafts are their author's. */
export async function readProposals(
  personId: number | null,
  now: Date,
  transaction?: TransactionClientContract
): Promise<ProposalRead[]> {
  const rows = await prepared<Omit<ProposalRead, 'stage'>>(UNDER_WAY, [personId], transaction)
  return rows.map((row) => ({ ...row, stage: stageOf(row, now) }))
}

/** What was decided or withdrawn, the latest first: so many of those before a proposal, or of all. */
export async function readDecided(
  { personId, before, limit }: { personId: number | null; before: number | null; limit: number },
  now: Date
): Promise<ProposalRead[]> {
  const rows = await prepared<Omit<ProposalRead, 'stage'>>(DECIDED, [personId, before, limit])
  return rows.map((row) => ({ ...row, stage: stageOf(row, now) }))
}
