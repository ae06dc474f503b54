import { prepared } from '#shared/prepared'
import { listenInTransaction } from '#shared/wiring/events'

const FLAG = {
  name: 'governance.flag_rolls',
  text: `insert into voting_roll_flags (proposal_id, member_id, cause, flagged_at)
    select l.proposal_id, l.member_id, 'payment_lost', $2
      from voting_roll_lines l join voting_rolls r on r.proposal_id = l.proposal_id
        join proposal_calls c on c.proposal_id = l.proposal_id
     where l.member_id = $1 and l.votes and r.frozen_at <= $2
       and exists (select from period_payments y join membership_periods t on t.id = y.period_id
         where y.payment_id = $3 and t.member_id = l.member_id and y.linked_at <= c.record_at
           and t.from_on <= (c.record_at at time zone 'Europe/Paris')::date)
    on conflict (proposal_id, member_id, cause) do nothing`,
}

const FLAGGED = {
  name: 'governance.flagged_lines',
  text: `select m.number, f.flagged_at as "flaggedAt"
    from voting_roll_flags f join members m on m.id = f.member_id
    where f.proposal_id = $1 order by f.flagged_at, m.number`,
}

/** A voter of a frozen roll whose dues were lost after the freeze. */
export interface FlaggedLine {
  number: number
  flaggedAt: Date
}

/**
 * Notes on every frozen roll, in the transaction of the payment, that dues which counted there went
 * away since: the roll itself is never written again, and the ballot stands.
 */
export function listenToLostDues(): void {
  listenInTransaction('membership.uncovered', async (event, transaction) => {
    await prepared(FLAG, [event.memberId, event.at, event.paymentId], transaction)
  })
}

/** The lines of a roll that were flagged since, the first to be so first. */
export const flaggedLines = (proposalId: number) => prepared<FlaggedLine>(FLAGGED, [proposalId])
