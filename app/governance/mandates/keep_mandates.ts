import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import type { MandateRead } from './read_mandates.js'

const DAY = 86_400_000

/** So many days before the end of a term, its holder and the board are told; each once. */
export const WARNING_DAYS = [60, 30, 7] as const

type Due = Pick<MandateRead, 'id' | 'role' | 'personId' | 'endsAt'>

const DUE = {
  name: 'governance.mandates_ending',
  text: `select m.id, m.role, m.person_id as "personId", m.ends_at as "endsAt" from mandates m
    where m.starts_at <= $1 and m.ends_at > $1 and m.ends_at <= $2
      and m.starts_at + make_interval(days => $3) < m.ends_at
      and not exists (select from mandate_endings e where e.mandate_id = m.id)
      and not exists (select from mandate_warnings w where w.mandate_id = m.id and w.days <= $3)
    order by m.id`,
}

const WARNED = {
  name: 'governance.mandate_warned',
  text: `insert into mandate_warnings (mandate_id, days, warned_at) values ($1, $2, $3)
    on conflict do nothing returning mandate_id as id`,
}

/**
 * Warns that terms end soon. After some days without work only the nearest warning goes out: the ones
 * that were missed would say what is no longer so. Powers need nothing of it: they stop by the clock.
 */
export async function keepMandates(now: Date): Promise<void> {
  for (const days of WARNING_DAYS.toReversed()) {
    const horizon = new Date(now.getTime() + days * DAY)
    for (const due of await prepared<Due>(DUE, [now, horizon, days])) await warn(due, days, now)
  }
}

async function warn({ id, role, personId, endsAt }: Due, days: number, at: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    const noted = await prepared<{ id: number }>(WARNED, [id, days, at], transaction)
    if (noted.length === 0) return
    const left = Math.max(1, Math.round((endsAt.getTime() - at.getTime()) / DAY))
    const told = { mandateId: id, role, personId, endsAt, step: days, days: left }
    await tell({ name: 'governance.mandate_ends_soon', at, ...told }, transaction)
  })
}
