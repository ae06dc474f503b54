import type { ApiClient } from '@japa/api-client'
import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import type { MollieProvider } from '#payments/mollie/mollie_provider'
import type { PaymentIntent } from '#payments/payment_intent'
import { useProvider } from '#payments/providers'
import { reconcileAll } from '#payments/reconciling/reconcile'
import { FakeClock, useClock } from '#shared/clock'
import { someone } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { foundedBy } from '#tests/support/founded_by'
import { runJobs } from '#tests/support/payment_world'
import type { PaymentAtProvider } from '#tests/support/what_money_did'
import { rowOf } from './account.js'
import { mollieAt } from './mollie_at.js'
import { MollieDouble } from './mollie_double.js'

/** The whole way: our pages, the real client, the double, its notices and our jobs. */
export class MollieWorld {
  readonly clock = new FakeClock('2026-01-31T10:00:00Z')
  #double: MollieDouble | null = null
  #mollie: MollieProvider | null = null

  static of(group: Group): MollieWorld {
    const world = new MollieWorld()
    group.each.setup(async () => {
      await foundedBy(await someone('Chloé'), { legalForm: 'association' })
      world.clock.set('2026-01-31T10:00:00Z')
      const double = (world.#double = await MollieDouble.start(world.clock))
      world.#mollie = mollieAt(double, world.clock)
      const giveBack = [useProvider(world.#mollie), useClock(world.clock)]
      return async () => {
        for (const back of giveBack) back()
        await double.stop()
      }
    })
    return world
  }

  get double(): MollieDouble {
    if (!this.#double) throw new Error('no test is running')
    return this.#double
  }

  get mollie(): MollieProvider {
    if (!this.#mollie) throw new Error('no test is running')
    return this.#mollie
  }

  /** Someone chooses Mollie on the page of an intent; gives the payment that was opened there. */
  async open(client: ApiClient, intent: PaymentIntent): Promise<string> {
    const visitor = await as(client, null)
    const sent = await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'mollie' })
    sent.assertStatus(303)
    return sent.header('location')?.split('/').at(-1) ?? ''
  }

  async comeBack(client: ApiClient, intent: PaymentIntent): Promise<string> {
    const page = await (await as(client, null)).get(`/pay/${intent.id}/return`)
    page.assertStatus(200)
    return page.text()
  }

  /** Delivers the notices that are due, so often, in no order, at once; then runs our jobs. */
  async notify(client: ApiClient, times = 1): Promise<void> {
    const due = this.double.account.due.splice(0)
    await Promise.all(
      shuffled(Array.from({ length: times }, () => due).flat()).map(async ({ id }) => {
        // Each receipt has its instant, so that none is taken for another.
        this.clock.advance({ seconds: 1 })
        const answer = await client.post('/webhooks/mollie').form({ id })
        answer.assertStatus(200)
      })
    )
    await runJobs()
  }

  loseNotices() {
    this.double.account.due.splice(0)
  }

  /** What the clock does every quarter of an hour. */
  reconcile(): Promise<void> {
    return reconcileAll()
  }

  /** Draws the next payment of the only subscription, on its day. */
  drawNext(): string {
    const [subscription] = this.double.account.subscriptions
    if (!subscription) throw new Error('nothing repeats')
    this.clock.set(this.double.acts.nextDraw(subscription.id))
    return this.double.acts.draw(subscription.id)
  }

  /** What Mollie's own papers say of a payment. */
  truth(ref: string): PaymentAtProvider {
    const { account } = this.double
    const { status, cents, paidAt } = rowOf(account.payments, ref)
    const refunds = account.refunds.filter(
      (one) => one.paymentId === ref && one.status !== 'failed' && one.status !== 'canceled'
    )
    const chargebacks = account.chargebacks.filter(
      (one) => one.paymentId === ref && one.reversedAt === null
    )
    const back = [...refunds, ...chargebacks].reduce((sum, one) => sum + one.cents, 0)
    const arrived = paidAt !== undefined
    return { ref, arrived, pending: status === 'pending', keptCents: arrived ? cents - back : 0 }
  }

  /** Their statement and our movements, line by line, and whether a call was refused or had no key. */
  async books() {
    const { rows } = await db.rawQuery(
      `select kind, ref, amount_cents as cents from money_movements where provider = 'mollie'`
    )
    const lines = (list: Array<{ kind: string; ref: string; cents: number }>) =>
      list.map(({ kind, ref, cents }) => `${kind} ${ref} ${cents}`).sort()
    const posts = this.double.calls.filter(({ method }) => method === 'POST' || method === 'DELETE')
    return {
      ours: lines(rows),
      theirs: lines(this.double.account.statement),
      refused: this.double.refused.map(({ method, path }) => `${method} ${path}`),
      withoutOwnKey: posts.filter(({ key }) => !key?.includes(':')).map(({ path }) => path),
    }
  }
}

function shuffled<Item>(items: Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
