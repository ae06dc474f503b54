import { prepared } from '#shared/prepared'
import type { Choice } from '../voting/choice.js'

/** A voter of a frozen roll, as other members see them: never why. */
export interface RollLine {
  number: number
  name: string | null
  handle: string | null
  college: string | null
  attended: boolean
  /** The number of the member who voted in their place; null without a proxy. */
  holder: number | null
  /** Of an open vote, once counted. */
  choice: Choice | null
}

const LINES = {
  name: 'governance.roll_lines',
  text: `select m.number, p.name, p.handle, l.college, a.member_id is not null as attended,
      h.number as holder, b.choice
    from voting_roll_lines l
      join members m on m.id = l.member_id
      left join people p on p.id = l.person_id
      left join attendances a on a.proposal_id = l.proposal_id and a.member_id = l.member_id
        and exists (select from proposal_results r where r.proposal_id = l.proposal_id)
      left join proxies x on x.id = a.proxy_id
      left join members h on h.id = x.holder_id
      left join counted_ballots b on b.proposal_id = l.proposal_id and b.member_id = l.member_id
    where l.proposal_id = $1 and l.votes order by m.number`,
}

/** The voters of a roll in the order of the register; who voted is told once the vote is counted. */
export const rollLines = (proposalId: number) => prepared<RollLine>(LINES, [proposalId])
