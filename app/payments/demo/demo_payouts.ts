import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { parisDay, startOfParisDay } from '#shared/paris'
import type { PayoutSeen } from '../provider.js'
import { keepDemoObject, type DemoPayout } from './demo_objects.js'

const DAY = 86_400_000

/** Days from the making of a payout to its arrival at the bank. */
const ON_THE_WAY = 2

interface Line {
  kind: string
  ref: string
  paymentRef: string
  cents: number
  at: Date
}

// What no payout holds yet.
const UNPAID = {
  name: 'payments.demo_not_paid_out',
  text: `with held as (
      select l->>'ref' as ref from demo_provider_objects p, jsonb_array_elements(p.body->'lines') l
       where p.kind = 'payout')
    select m->>'kind' as kind, m->>'ref' as ref, o.ref as "paymentRef",
      (m->>'amountCents')::int as cents, (m->>'occurredAt')::timestamptz as at
    from demo_provider_objects o, jsonb_array_elements(o.body->'movements') m
   where o.kind = 'payment' and (m->>'occurredAt')::timestamptz < $1
     and (m->>'kind') || ':' || (m->>'ref') not in (select ref from held)
   order by at, ref, kind`,
}

const MADE = {
  name: 'payments.demo_payouts',
  text: `select body from demo_provider_objects where kind = 'payout' and created_at >= $1
    order by created_at, ref`,
}

/** Monday morning in Europe/Paris, of the week of that instant. */
function mondayOf(at: Date): Date {
  const noon = new Date(`${parisDay(at)}T12:00:00Z`)
  return startOfParisDay(new Date(noon.getTime() - ((noon.getUTCDay() + 6) % 7) * DAY))
}

/**
 * Each Monday the play bank sends what the week before has left, as providers do; a week that left
 * nothing goes into the next one. Made when somebody looks, as of its Monday.
 */
export async function makeDemoPayouts(
  now: Date,
  within?: TransactionClientContract
): Promise<void> {
  const make = async (transaction: TransactionClientContract) => {
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('demo_payouts', 0))`)
    const thisMonday = mondayOf(now)
    const unpaid = await prepared<Line>(UNPAID, [thisMonday], transaction)
    let week: Line[] = []
    for (const [index, line] of unpaid.entries()) {
      week.push(line)
      const next = unpaid[index + 1]
      const sentOn = mondayOf(new Date(mondayOf(line.at).getTime() + 8 * DAY))
      const ends = !next || next.at >= sentOn
      if (!ends || sumOf(week) <= 0) continue
      await keep(week, sentOn, now, transaction)
      week = []
    }
  }
  await (within ? make(within) : db.transaction(make))
}

const sumOf = (lines: Line[]) => lines.reduce((sum, { cents }) => sum + cents, 0)

function keep(lines: Line[], sentOn: Date, now: Date, transaction: TransactionClientContract) {
  const payout: DemoPayout = {
    kind: 'payout',
    ref: `demo_payout_${randomUUID()}`,
    amountCents: sumOf(lines),
    sentAt: sentOn.toISOString(),
    lines: lines.map(({ kind, ref, paymentRef, cents }) => ({
      ref: `${kind}:${ref}`,
      kind,
      paymentRef,
      grossCents: kind === 'fee' ? 0 : cents,
      feeCents: kind === 'fee' ? -cents : 0,
      netCents: cents,
    })),
  }
  return keepDemoObject(payout, now, transaction)
}

/** Payouts that the play bank has made since an instant of its own clock. */
export async function demoPayoutsSince(since: Date, now: Date): Promise<PayoutSeen[]> {
  const rows = await prepared<{ body: DemoPayout }>(MADE, [since])
  return rows.map(({ body }) => payoutSeen(body, now))
}

export function payoutSeen({ ref, amountCents, sentAt, lines }: DemoPayout, now: Date): PayoutSeen {
  const createdAt = new Date(sentAt)
  const arrivesOn = parisDay(new Date(createdAt.getTime() + ON_THE_WAY * DAY))
  const movement = { kind: 'payout' as const, ref, amountCents: -amountCents }
  return {
    ref,
    amountCents,
    state: arrivesOn <= parisDay(now) ? 'paid' : 'pending',
    arrivesOn,
    createdAt,
    lines,
    movements: [{ ...movement, occurredAt: createdAt }],
  }
}
