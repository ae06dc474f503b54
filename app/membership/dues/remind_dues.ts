import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { network } from '#organisation/network'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import { DuesLink } from './dues_link.js'
import { addDays } from './periods.js'
import { standingOf } from './standing_of.js'

/** A step that was missed (nobody at work for a day) is still taken so many days later, not more. */
const LATE_DAYS = 3

/**
 * Reminds whoever's dues end soon, or ended, on the days of the rule; called each morning. Stops
 * while a payment is on its way or an agreement goes on; one letter for a household; each step once.
 */
export async function remindDues(at = clock.now()): Promise<number> {
  const book = await currentBook(at)
  const { legalForm } = await network('fr')
  if (legalForm === 'collective') return 0
  const today = parisDay(at)
  let sent = 0
  for (const step of book.value('dues.reminder_days')) {
    const latest = addDays(today, -step)
    const span = [addDays(latest, -LATE_DAYS), latest]
    const due = await prepared<Due>(DUE, [...span, step])
    const households = new Set<string>()
    for (const one of due) {
      const group = one.householdId ? `household ${one.householdId}` : `member ${one.memberId}`
      const isFirst = !households.has(group)
      households.add(group)
      const others = due.filter(
        ({ householdId, memberId }) =>
          householdId !== null && householdId === one.householdId && memberId !== one.memberId
      )
      const names = [one.name, ...others.map(({ name }) => name)]
      if (await remind(one, { step, isFirst, names }, at)) sent += 1
    }
  }
  return sent
}

interface Due {
  memberId: number
  householdId: number | null
  name: string
  email: string | null
  locale: 'fr' | 'en'
  endsOn: string
}

/**
 * Members whose last covered period ended within the days of a step, who were not reminded of it,
 * and for whom nothing is on its way nor goes on by itself; first who can be written to.
 */
const DUE = {
  name: 'membership.due_reminders',
  text: `select m.id as "memberId", m.household_id as "householdId", coalesce(p.name, m.name) as name,
      coalesce(p.email, m.email) as email, coalesce(p.locale, 'fr') as locale, last.to_on as "endsOn"
    from members m left join people p on p.id = m.person_id
      join lateral (select to_on from membership_periods t
        where t.member_id = m.id and t.cancelled_at is null
        order by t.from_on desc limit 1) last on last.to_on between $1 and $2
    where m.admitted_on is not null
      and not exists (select from dues_reminders r
        where r.member_id = m.id and r.ends_on = last.to_on and r.step = $3)
      and not exists (select from standing_overrides o where o.member_id = m.id
        and (o.until_on is null or o.until_on >= last.to_on))
      and not exists (select from dues_order_members d join dues_intents i on i.order_id = d.order_id
          join payment_intents a on a.id = i.intent_id
          left join subscriptions s on s.intent_id = a.id
        where d.member_id = m.id and (a.state = 'processing' or s.state in ('pending', 'active')))
    order by (coalesce(p.email, m.email) is null), m.id`,
}

async function remind(
  due: Due,
  { step, isFirst, names }: { step: number; isFirst: boolean; names: string[] },
  at: Date
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // Covered no more (money given back): there is nothing to go on from.
    const { standing } = await standingOf(due.memberId, at, transaction)
    if (!['active', 'grace', 'lapsed'].includes(standing)) return false
    if (!(await noteReminder(due, step, at, transaction))) return false
    if (!isFirst || !due.email) return false
    const token = await DuesLink.toRenew(due.memberId, at, transaction)
    const { memberId, email, locale, endsOn } = due
    const said = { at, memberId, email, person: due.name, locale, endsOn, step, names, token }
    await tell({ name: 'membership.reminded', ...said }, transaction)
    return true
  })
}

async function noteReminder(
  { memberId, endsOn }: Due,
  step: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const rows = await transaction
    .table('dues_reminders')
    .knexQuery.insert({ member_id: memberId, ends_on: endsOn, step, sent_at: at })
    .onConflict(['member_id', 'ends_on', 'step'])
    .ignore()
    .returning('id')
  return rows.length > 0
}
