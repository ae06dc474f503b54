import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'

/** How long a refund that was made stays on its payer's pages. */
const SHOWN_FOR = 90 * 86_400_000

// Of money that did not come after all, or that has all gone back, nothing is promised.
const OF = `select r.id, r.amount_cents as "amountCents", r.state, r.refusal, r.asked_at as "askedAt",
    coalesce(h.made_on::timestamptz, r.done_at) as "doneAt", p.provider in ('transfer', 'cash_cheque') as "byHand",
    r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id) as signed
  from refunds r join payments p on p.id = r.payment_id join payment_intents i on i.id = p.intent_id
  left join hand_refunds h on h.refund_id = r.id
  where r.refusal is distinct from 'withdrawn'
    and (r.state <> 'asked' or p.state not in ('failed', 'canceled', 'refunded', 'lost')) and`

const OF_PERSON = {
  name: 'payments.refunds_of_person',
  text: `${OF} (i.person_id = $1 or r.by_payer and r.asked_by_id = $1)
    and (r.done_at is null or r.done_at > $2) order by r.id desc limit 20`,
}

const OF_INTENT = {
  name: 'payments.refunds_of_intent',
  text: `${OF} i.id = $1 order by r.id desc limit 20`,
}

interface Row {
  id: number
  amountCents: number
  state: 'asked' | 'pending' | 'done' | 'failed'
  askedAt: Date
  doneAt: Date | null
  byHand: boolean
  signed: boolean
}

/** Money that goes back to someone, latest first, as their pages show it: until it is there, and a while after. */
export async function refundsOfPayer(personId: number, at: Date, i18n: HttpContext['i18n']) {
  const since = new Date(at.getTime() - SHOWN_FOR)
  return (await prepared<Row>(OF_PERSON, [personId, since])).map((row) => shown(row, i18n))
}

/** The same of one thing paid, for whoever has its page. */
export async function refundsOfIntent(intentId: string, i18n: HttpContext['i18n']) {
  return (await prepared<Row>(OF_INTENT, [intentId])).map((row) => shown(row, i18n))
}

function shown(row: Row, { locale }: HttpContext['i18n']) {
  return {
    id: row.id,
    amount: eurosLabel(row.amountCents, locale),
    on: dayLabel(row.doneAt ?? row.askedAt, locale),
    standing: standingOf(row),
  }
}

function standingOf({ state, byHand, signed }: Row): string {
  if (state !== 'asked') return state
  if (!signed) return 'to_sign'
  return byHand ? 'to_make' : 'asked'
}
