import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { demoPayment } from '#payments/demo/demo_bank'
import type { DemoCheckout } from '#payments/demo/demo_objects'

/** One notice on its way: its body, and how its signature is made when it leaves. */
export interface Delivery {
  body: string
  header(at: Date): string
  forged: boolean
}

const CENTS = 2000
const SHARE_FORGED = 0.05

type Signing = (body: string, at: Date) => string

/**
 * Gifts that were paid at the play bank and that nobody has been told of yet, and the notices of
 * them: two for each, delivered again and again in no order, one in twenty forged.
 */
export async function paidUnheard(
  ownerUrl: string,
  { payments, deliveries }: { payments: number; deliveries: number }
): Promise<Delivery[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select install_id, demo_secret from installation')
    const { install_id: installId, demo_secret: secret } = rows[0]
    const notices = await writePaid(client, payments, installId)
    const sign: Signing = (body, at) => {
      const seconds = Math.floor(at.getTime() / 1000)
      const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
      return `t=${seconds},v1=${mac}`
    }
    const forged = Math.round(deliveries * SHARE_FORGED)
    const sound = Array.from({ length: deliveries - forged }, (_, index) =>
      delivery(notices[index % notices.length] ?? '', sign)
    )
    const others = Array.from({ length: forged }, (_, index) => forgery(index, notices, sign))
    return shuffled([...sound, ...others])
  } finally {
    await client.end()
  }
}

const delivery = (body: string, sign: Signing): Delivery => ({
  body,
  header: (at) => sign(body, at),
  forged: false,
})

/** Changed on its way, signed by another, sent again much later, or not signed at all. */
function forgery(index: number, notices: string[], sign: Signing): Delivery {
  const body = notices[index % notices.length] ?? ''
  const changed = body.replace('demo_event_', 'demo_evenx_')
  const ways: Array<Omit<Delivery, 'forged'>> = [
    { body: changed, header: (at) => sign(body, at) },
    {
      body,
      header: () => `t=${Math.floor(Date.now() / 1000)},v1=${randomBytes(32).toString('hex')}`,
    },
    { body, header: (at) => sign(body, new Date(at.getTime() - 3_600_000)) },
    { body, header: () => '' },
  ]
  const way = ways[index % ways.length]
  if (!way) throw new Error('There is no such forgery')
  return { ...way, forged: true }
}

async function writePaid(client: pg.Client, count: number, installId: string): Promise<string[]> {
  const { rows: gifts } = await client.query<{ id: string }>(
    `insert into gifts (amount_cents, schedule, anonymous, offered_at)
      select $1, 'once', true, now() from generate_series(1, $2) returning id`,
    [CENTS, count]
  )
  const papers = gifts.map(() => paper(installId))
  const intents = papers.map(({ checkout }) => checkout.intentId)
  await client.query('begin')
  await client.query(
    `insert into payment_intents (id, payer_name, payer_email, locale, schedule, amount_cents, return_path, state, state_cause,
        created_at, state_at)
      select id, 'Gwenola', 'gwenola@example.org', 'fr', 'once', $2, '/support', 'open', 'asked', now(), now() from unnest($1::uuid[]) as i (id)`,
    [intents, CENTS]
  )
  await client.query(
    `insert into payment_lines (intent_id, position, kind, subject_id, amount_cents)
      select id, 1, 'gift', gift, $3 from unnest($1::uuid[], $2::bigint[]) as i (id, gift)`,
    [intents, gifts.map(({ id }) => id), CENTS]
  )
  await client.query(
    `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, ref, state, created_at)
      select id, 1, 'demo', id || ':1:checkout', sha256(id::text::bytea), ref, 'open', now()
        from unnest($1::uuid[], $2::text[]) as i (id, ref)`,
    [intents, papers.map(({ checkout }) => checkout.ref)]
  )
  const objects = papers.flatMap(({ checkout, payment }) => [checkout, payment])
  await client.query(
    `insert into demo_provider_objects (ref, kind, body, created_at, changed_at)
      select body->>'ref', body->>'kind', body, now(), now() from jsonb_array_elements($1::jsonb) as o (body)`,
    [JSON.stringify(objects)]
  )
  await client.query('commit')
  await client.query('analyze')
  return objects.map(({ kind, ref }) =>
    JSON.stringify({
      id: `demo_event_${randomUUID()}`,
      type: `${kind}.changed`,
      object: { kind, id: ref },
    })
  )
}

function paper(installId: string) {
  const intentId = randomUUID()
  const ref = `demo_checkout_${randomUUID()}`
  const checkout: DemoCheckout = {
    ...{ kind: 'checkout', ref, key: `${intentId}:1:checkout`, intentId, installId },
    ...{ amountCents: CENTS, schedule: 'once', description: '', payerName: 'Gwenola' },
    ...{ locale: 'fr', returnUrl: '', cancelUrl: '', state: 'complete' },
  }
  const facts = { intentId, checkoutRef: ref, subscriptionRef: null, grossCents: CENTS }
  return { checkout, payment: demoPayment(facts, 'card', new Date()) }
}

function shuffled<Item>(items: Item[]): Item[] {
  const order = items.map((item) => ({ item, at: Math.random() }))
  return order.sort((one, other) => one.at - other.at).map(({ item }) => item)
}
