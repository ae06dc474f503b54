import type { ApiClient } from '@japa/api-client'
import type { Assert } from '@japa/assert'
import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import { useProvider } from '#payments/providers'
import type { PaymentIntent } from '#payments/payment_intent'
import { StripeProvider } from '#payments/stripe/stripe_provider'
import { FakeClock, useClock } from '#shared/clock'
import { listenInTransaction } from '#shared/wiring/events'
import { someone } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { foundedBy } from '#tests/support/founded_by'
import { ownDatabase } from '#tests/support/own_database'
import { runJobs } from '#tests/support/payment_world'
import { deliver, type Delivery } from '#tests/support/stripe_double/deliveries'
import { stripeDouble, type StripeDouble } from '#tests/support/stripe_double/stripe_double'
import type { Event } from '#tests/support/stripe_double/things'
import {
  assertWhatMoneyDid,
  duesAndGift,
  type PaymentAtProvider,
} from '#tests/support/what_money_did'

export const START = new Date('2026-03-02T11:00:00Z')

const told: string[] = []
for (const name of ['pending', 'paid', 'surplus', 'failed', 'given_back']) {
  listenInTransaction(`payments.${name}`, async (event) => {
    told.push(event.backCents === undefined ? name : `${name} ${event.backCents}`)
  })
}

/** A network that takes money by Stripe, and the account that it takes it on; one per test. */
export function payingByStripe(group: Group): () => StripeWorld {
  ownDatabase(group)
  const double = stripeDouble(group, () => START)
  let current: StripeWorld | null = null
  group.each.setup(async () => {
    await foundedBy(await someone('Chloé'), { legalForm: 'association' })
    told.length = 0
    const world = new StripeWorld(double(), new FakeClock(START))
    const putBack = [useClock(world.clock), useProvider(world.provider)]
    current = world
    return () => putBack.forEach((each) => each())
  })
  return () => {
    if (!current) throw new Error('No world outside a test')
    return current
  }
}

export class StripeWorld {
  readonly provider: StripeProvider
  #delivered = 0

  constructor(
    readonly stripe: StripeDouble,
    readonly clock: FakeClock
  ) {
    this.provider = new StripeProvider(stripe.config)
  }

  /** What the payments room told the others, in order; what is given back with its cents. */
  get told(): readonly string[] {
    return told
  }

  /** A member orders dues with a gift and goes to Stripe's page. */
  async goesToPay(client: ApiClient, asked: Parameters<typeof duesAndGift>[0] = {}) {
    const intent = await duesAndGift(asked)
    return { intent, session: await this.opensPage(client, intent) }
  }

  async opensPage(client: ApiClient, intent: PaymentIntent): Promise<string> {
    const visitor = await as(client, null)
    const sent = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'stripe' })
    sent.assertStatus(303)
    const session = new URL(sent.header('location') ?? '').pathname.split('/').at(-1)
    if (!session?.startsWith('cs_')) throw new Error(`Sent to ${sent.header('location')}`)
    return session
  }

  /** The payer comes back to our page; gives its words. */
  async comesBack(client: ApiClient, intent: PaymentIntent): Promise<string> {
    const visitor = await as(client, null)
    return (await visitor.get(`/pay/${intent.id}/return`)).text()
  }

  /** Both clocks move on: a renewal moves Stripe's, then ours follows. */
  timeGoesTo(instant: Date | number = this.stripe.store.now) {
    this.stripe.store.moveTo(instant)
    this.clock.set(new Date(this.stripe.store.now * 1000))
  }

  /** Stripe sends what happened since it last did, and the worker reads it. */
  async noticesCome(arrange: (events: Event[]) => Event[] = (events) => events) {
    const events = this.stripe.events(this.#delivered)
    this.#delivered += events.length
    for (const event of arrange(events)) await this.noticeComes(event)
    await runJobs()
  }

  /** What happened since is never sent. */
  noticesAreLost() {
    this.#delivered = this.stripe.events().length
  }

  noticeComes(event: Event, delivery: Delivery = {}): Promise<number> {
    const url = `http://${process.env.HOST}:${process.env.PORT}/webhooks/stripe`
    return deliver(url, event, { now: this.clock.now(), ...delivery })
  }

  /** Our payments, oldest first: state and cents. */
  async payments(): Promise<Array<{ ref: string; state: string; gross_cents: number }>> {
    return db.from('payments').select('ref', 'state', 'gross_cents').orderBy('initiated_at')
  }

  async states(): Promise<string[]> {
    return (await this.payments()).map(({ state }) => state)
  }

  /** What every story ends with: our rows say what the account says, to the cent. */
  async assertTrue(assert: Assert) {
    assert.deepEqual(this.stripe.refusals(), [], 'Stripe refused nothing')
    const unread = await db.from('webhook_inbox').whereNotIn('state', ['done', 'ignored'])
    assert.deepEqual(unread, [], 'every notice was followed')
    assert.deepEqual(await ourLines(), theirLines(this.stripe))
    for (const { ref, state } of await this.payments()) {
      assert.equal(state, stateAtStripe(this.stripe, ref), `the state of ${ref}`)
    }
    await assertWhatMoneyDid(assert, 'stripe', (ref) => paymentAtStripe(this.stripe, ref))
    for (const { ref, state } of await db.from('subscriptions').select('ref', 'state')) {
      const { status } = this.stripe.store.get('subscription', ref)
      assert.equal(state, SUBSCRIPTION_STATES[status] ?? status, `the state of ${ref}`)
    }
  }
}

const SUBSCRIPTION_STATES: Record<string, string> = { unpaid: 'lapsed', canceled: 'ended' }

/** Every cent that moved, as our rows have it. */
async function ourLines() {
  const { rows } = await db.rawQuery(
    `select ref, case when kind in ('fee', 'dispute_fee') then 'fee' else 'amount' end as part,
        sum(amount_cents)::int as cents
      from money_movements where provider = 'stripe' group by 1, 2 order by 1, 2`
  )
  return rows
}

/** Every cent that moved, as the account's own statement has it. */
function theirLines(stripe: StripeDouble) {
  const costs = new Set(
    stripe.store
      .all('balance_transaction')
      .flatMap(({ id, type }) => (type === 'stripe_fee' ? [id] : []))
  )
  return stripe
    .statement()
    .flatMap(({ ref, amountCents, feeCents }) => [
      { ref, part: costs.has(ref) ? 'fee' : 'amount', cents: amountCents },
      { ref, part: 'fee', cents: -feeCents },
    ])
    .filter(({ cents }) => cents !== 0)
    .sort((one, other) => compare(one.ref, other.ref) || compare(one.part, other.part))
}

function compare(one: string, other: string) {
  return one < other ? -1 : Number(one > other)
}

function paymentAtStripe({ store }: StripeDouble, ref: string): PaymentAtProvider {
  const { status, latest_charge: latest } = store.get('payment_intent', ref)
  const arrived = status === 'succeeded'
  if (!arrived) return { ref, arrived, pending: status === 'processing', keptCents: 0 }
  const charge = store.get('charge', latest)
  const disputed = store
    .all('dispute')
    .filter((each) => each.charge === charge.id && TAKEN.has(each.status))
    .reduce((sum, { amount }) => sum + amount, 0)
  const keptCents = charge.amount - charge.amount_refunded - disputed
  return { ref, arrived, pending: false, keptCents }
}

const TAKEN = new Set<string>(['needs_response', 'under_review', 'lost'])

/** What a payment has become, by the account's own objects. */
function stateAtStripe({ store }: StripeDouble, ref: string): string {
  const payment = store.get('payment_intent', ref)
  if (payment.status === 'processing') return 'pending'
  if (payment.status !== 'succeeded') return 'failed'
  const charge = store.get('charge', payment.latest_charge)
  const disputes = store.all('dispute').filter((each) => each.charge === charge.id)
  if (disputes.some(({ status }) => status === 'needs_response')) return 'disputed'
  if (disputes.some(({ status }) => status === 'lost')) return 'lost'
  if (charge.refunded) return 'refunded'
  return charge.amount_refunded > 0 ? 'partially_refunded' : 'paid'
}
