import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { inForce } from '#people/restriction'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { standingOn, type CoveredPeriod, type Override } from './dues/standing.js'
import { voiceOf, type Voice } from './voice.js'

/** A member of the register at an instant, and whether they have a voice then. */
export interface PossibleVoter {
  memberId: number
  number: number
  personId: number | null
  college: string | null
  voice: Voice
}

interface Row extends Omit<PossibleVoter, 'voice'> {
  admittedOn: string
  periods: CoveredPeriod[]
  overrides: Override[]
  suspended: boolean
}

const MEMBERS_AT = {
  name: 'membership.members_at',
  text: `select m.id as "memberId", m.number, m.person_id as "personId", c.name as college,
      m.admitted_on as "admittedOn",
      coalesce((select json_agg(json_build_object('from', t.from_on, 'to', t.to_on, 'dueCents', t.due_cents,
          'instalments', t.instalments, 'askedOn', t.asked_on,
          'paidCents', (select coalesce(sum(v.amount_cents), 0) from period_coverage v
            where v.period_id = t.id and v.counted_at <= $1),
          'pendingCents', (select coalesce(sum(l.expected_cents), 0) from period_payments l
            join payments y on y.id = l.payment_id
            where l.period_id = t.id and l.linked_at <= $1 and y.state not in ('failed', 'canceled')
              and not exists (select from period_coverage v where v.period_id = t.id
                and v.payment_id = l.payment_id and v.counted_at <= $1))
        ) order by t.from_on) from membership_periods t where t.member_id = m.id and t.created_at <= $1
          and (t.cancelled_at is null or t.cancelled_at > $1)), '[]') as periods,
      coalesce((select json_agg(json_build_object('kind', o.kind, 'from', o.from_on, 'until',
          case when o.ended_at > $1 then null else o.until_on end))
        from standing_overrides o where o.member_id = m.id and o.recorded_at <= $1), '[]') as overrides,
      exists (select from restrictions r where r.person_id = m.person_id and r.kind = 'paused' and ${inForce('$1')}) as suspended
    from members m left join colleges c on c.id = m.college_id
    where m.number is not null and ($2::bigint is null or m.id = $2)
    order by m.number`,
}

/**
 * Every admitted member as they stood at an instant: what was paid, recorded or cancelled after it
 * does not count, even when it is known by now. In the order of their numbers.
 */
export async function possibleVoters(
  at: Date,
  transaction: TransactionClientContract,
  memberId: number | null = null
): Promise<PossibleVoter[]> {
  const book = await bookInTransaction(transaction, at)
  const organisation = await transaction.from('organisation').first()
  const founding = organisation?.charter_adopted_at === null
  const facts = {
    today: parisDay(at),
    graceDays: book.value('dues.grace_days'),
    // Those who found a network have not been there long, and nobody else could decide.
    neededDays: founding ? 0 : book.value('votes.minimum_membership_days'),
  }
  const rows = await prepared<Row>(MEMBERS_AT, [at, memberId], transaction)
  return rows.map(({ admittedOn, periods, overrides, suspended, ...member }) => ({
    ...member,
    voice: voiceOf({
      ...facts,
      admittedOn,
      ...standingOn({ ...facts, periods, overrides }),
      suspended,
    }),
  }))
}
