import { prepared } from '#shared/prepared'

/** A payment as the treasurer's list shows it. Amounts in cents; `before` pages by its id. */
export interface ListedPayment {
  id: number
  /** When a transfer, a cheque or cash arrived; when any other payment was begun. */
  cameAt: Date
  payerName: string
  payerEmail: string | null
  kinds: string[]
  provider: string
  methodLabel: string
  state: string
  surplus: boolean
  recurring: boolean
  grossCents: number
  feeCents: number | null
  backCents: number
}

export interface PaymentPage {
  payments: ListedPayment[]
  /** Where the next page begins, or null at the end. */
  before: number | null
}

export const SHOWN = ['all', 'attention'] as const
export type Shown = (typeof SHOWN)[number]

const PAGE_SIZE = 40
const NEWEST = Number.MAX_SAFE_INTEGER

/** $1 below this id, $2 how many, $3 only what asks for attention, $4 words of payer or reference, or null. */
const PAGE = {
  name: 'payments.desk_page',
  text: `select p.id, i.payer_name as "payerName",
      i.payer_email as "payerEmail",
      coalesce(case when p.provider in ('transfer', 'cash_cheque') then p.paid_at end, p.initiated_at) as "cameAt",
      (select array_agg(distinct l.kind) from payment_lines l where l.intent_id = i.id) as kinds,
      p.provider, p.method_label as "methodLabel", p.state, p.surplus,
      p.subscription_id is not null as recurring, p.gross_cents as "grossCents",
      p.fee_cents as "feeCents", greatest(p.refunded_cents, p.disputed_cents) as "backCents"
    from payments p join payment_intents i on i.id = p.intent_id
   where p.id < $1
     and (not $3 or p.surplus or p.state in ('pending', 'failed', 'disputed', 'lost'))
     and ($4::text is null or position($4 in lower(i.payer_name)) > 0
          or position($4 in i.payer_email) > 0 or lower(p.ref) = $4)
   order by p.id desc limit $2`,
}

/** Payments, newest first; `words` finds a payer's name or address, or a provider's reference. */
export async function paymentPage(
  shown: Shown,
  words: string,
  before: number = NEWEST
): Promise<PaymentPage> {
  const asked = words.trim().toLowerCase() || null
  const values = [before, PAGE_SIZE + 1, shown === 'attention', asked]
  const rows = await prepared<ListedPayment>(PAGE, values)
  const payments = rows.slice(0, PAGE_SIZE)
  return { payments, before: rows.length > PAGE_SIZE ? (payments.at(-1)?.id ?? null) : null }
}
