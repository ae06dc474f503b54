import { paymentSettings } from '#config/payments'
import { prepared } from '#shared/prepared'
import type { Provider } from '../provider.js'

/** One thing looked at by the doctor; `advice` says what to do when it is not well. */
export interface Finding {
  name: string
  well: boolean
  detail: string
}

const DAY = 86_400_000

const FACTS = {
  name: 'payments.doctor_facts',
  text: `select clock_timestamp() as now,
      (select count(*)::int from webhook_inbox where state = 'dead') as dead,
      (select count(*)::int from webhook_inbox where state in ('new', 'failed') and received_at < $1) as unread,
      (select count(*)::int from webhook_inbox where state = 'ignored' and received_at > $2) as foreign,
      (select count(*)::int from refunds r join payments p on p.id = r.payment_id
        where r.state = 'asked' and r.asked_at < $3 and p.state <> 'disputed'
          and r.provider not in ('transfer', 'cash_cheque')
          and r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id)) as refunds,
      (select count(*)::int from (select i.person_id from subscriptions s join payment_intents i on i.id = s.intent_id
         join payment_lines l on l.intent_id = i.id and l.kind = 'dues'
        where s.state in ('active', 'past_due', 'paused') and i.person_id is not null
        group by i.person_id having count(*) > 1) twice) as twice,
      (select count(*)::int from payouts p where p.state = 'paid' and exists (select from payout_lines l where l.payout_id = p.id)
         and p.amount_cents <> (select sum(l.net_cents) from payout_lines l where l.payout_id = p.id)) as payouts`,
}

const LAST_NOTICE = {
  name: 'payments.last_notice',
  text: `select max(received_at) as at from webhook_inbox where provider = $1`,
}

const LAST_PAYMENT = {
  name: 'payments.last_payment',
  text: `select max(state_at) as at from payments where provider = $1`,
}

type Facts = { now: Date } & Record<
  'dead' | 'unread' | 'foreign' | 'refunds' | 'twice' | 'payouts',
  number
>

const others: Array<() => Promise<Finding>> = []

/** Has the doctor also look at what another room knows. */
export function alsoExamine(look: () => Promise<Finding>): void {
  others.push(look)
}

/** Of what there should be none of. */
export function none(name: string, count: number, what: string): Finding {
  return { name, well: count === 0, detail: count === 0 ? 'none' : `${count} ${what}` }
}

/** The health of the money side, as plain findings. */
export async function examine(providers: Provider[], at: Date): Promise<Finding[]> {
  const [facts] = await prepared<Facts>(FACTS, [
    new Date(at.getTime() - 3_600_000),
    new Date(at.getTime() - 7 * DAY),
    new Date(at.getTime() - DAY / 24),
  ])
  if (!facts) throw new Error('The database said nothing')
  const findings = [
    { name: 'means', well: providers.length > 0, detail: providers.map((p) => p.name).join(', ') },
    none('notices given up', facts.dead, 'dead: read them again from the treasurer’s page'),
    none('notices unread for an hour', facts.unread, 'waiting: is a worker running?'),
    none('refunds unmade for an hour', facts.refunds, 'asked and not made: is a worker running?'),
    none('persons paying dues twice', facts.twice, 'with more than one running subscription'),
    none('payouts that do not add up', facts.payouts, 'whose lines do not make their amount'),
    {
      name: 'clock',
      well: Math.abs(facts.now.getTime() - at.getTime()) < 60_000,
      detail: 'of this machine, beside the database’s',
    },
    { name: 'notices of others (7 days)', well: true, detail: String(facts.foreign) },
  ]
  for (const look of others) findings.push(await look())
  for (const provider of providers) findings.push(...(await examineNotices(provider)))
  return findings
}

/** Mollie’s first kind of notice is not signed: it says where to look, and no more. */
function hasSecret(name: Provider['name']): boolean {
  return name !== 'stripe' || Boolean(paymentSettings.stripe?.webhookSecret)
}

async function examineNotices({ name }: Provider): Promise<Finding[]> {
  if (name === 'transfer' || name === 'cash_cheque') return []
  const [notice] = await prepared<{ at: Date | null }>(LAST_NOTICE, [name])
  const [payment] = await prepared<{ at: Date | null }>(LAST_PAYMENT, [name])
  const late =
    payment?.at instanceof Date && (!notice?.at || payment.at.getTime() - notice.at.getTime() > DAY)
  return [
    { name: `${name}: secret`, well: hasSecret(name), detail: 'of its notices' },
    {
      name: `${name}: last notice`,
      well: !late,
      detail: `${notice?.at?.toISOString() ?? 'never'}${late ? ': payments changed without one' : ''}`,
    },
  ]
}
