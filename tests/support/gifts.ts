import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { Campaign, type CampaignFacts } from '#membership/campaigns/campaign'
import { Gift } from '#membership/gifts/gift'
import { GiftSurplus } from '#membership/gifts/gift_surplus'
import { GiftInKind } from '#membership/gifts/gift_in_kind'
import { PaymentIntent } from '#payments/payment_intent'
import type { GivenBackTold, PaymentEventName, PaymentTold } from '#payments/payment_events'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { tell } from '#shared/wiring/events'

const DAY = 86_400_000

/** A campaign of 300 € that runs for ten days, unless told. */
export async function aCampaign(facts: Partial<CampaignFacts> = {}, at = clock.now()) {
  const result = await Campaign.open(
    {
      titleFr: 'Un serveur d’occasion',
      titleEn: 'A second-hand server',
      textFr: 'Le nôtre a neuf ans.',
      textEn: 'Ours is nine years old.',
      goalCents: 30_000,
      endsOn: parisDay(new Date(at.getTime() + 10 * DAY)),
      ...facts,
    },
    null,
    at
  )
  if (!result.ok) throw new Error(`The campaign is refused: ${result.refusal}`)
  return result.value
}

/** A gift that someone offers: 20 € once to the common fund, anonymous, unless told. */
export async function aGift(
  facts: {
    campaign?: Campaign
    person?: Person
    amountCents?: number
    schedule?: 'once' | 'month'
    publicName?: string
    email?: string | null
    words?: string
  } = {},
  at = clock.now()
): Promise<Gift> {
  const { person } = facts
  const result = await Gift.offer(
    {
      personId: person?.id ?? null,
      payer: {
        name: person?.name ?? 'Gwenola',
        email: facts.email === undefined ? (person?.email ?? 'gwenola@example.org') : facts.email,
        locale: 'fr',
      },
      campaign: facts.campaign ?? null,
      amountCents: facts.amountCents ?? 2000,
      schedule: facts.schedule ?? 'once',
      publicName: facts.publicName ?? null,
      words: facts.words ?? '',
    },
    at
  )
  if (!result.ok) throw new Error(`The gift is refused: ${result.refusal}`)
  return result.value.gift
}

export function aGiftInKind(person: Person | null, at = clock.now()): Promise<GiftInKind> {
  return GiftInKind.offer(
    {
      personId: person?.id ?? null,
      donorName: person?.name ?? 'Gwenola',
      donorEmail: person?.email ?? 'gwenola@example.org',
      locale: 'fr',
      nature: 'goods',
      description: 'Un fromage de chèvre de Mothe-Saint-Héray',
      quantity: 'trois',
      valueCents: 1350,
    },
    at
  )
}

/** A payment of a gift, as the payments room would write it, and what it tells of it. */
export class GiftPayment {
  private constructor(
    readonly id: number,
    private facts: PaymentTold
  ) {}

  static async of(
    gift: Gift,
    facts: { grossCents?: number; later?: boolean; at?: Date; state?: 'pending' | 'paid' } = {}
  ): Promise<GiftPayment> {
    const at = facts.at ?? clock.now()
    const grossCents = facts.grossCents ?? gift.amountCents
    const line = await db
      .from('payment_lines')
      .where({ kind: 'gift', subject_id: gift.id })
      .firstOrFail()
    const intent = await PaymentIntent.findOrFail(line.intent_id)
    const [row] = await db
      .table('payments')
      .returning('id')
      .insert({
        intent_id: intent.id,
        provider: 'demo',
        ref: `dp_${randomBytes(8).toString('hex')}`,
        gross_cents: grossCents,
        state: facts.state ?? 'paid',
        state_cause: 'test',
        state_at: at,
        initiated_at: at,
        paid_at: facts.state === 'pending' ? null : at,
        fetched_at: at,
      })
    return new GiftPayment(Number(row.id ?? row), {
      at,
      paymentId: Number(row.id ?? row),
      intentId: intent.id,
      personId: intent.personId,
      payerName: intent.payerName,
      payerEmail: intent.payerEmail,
      locale: intent.locale,
      lines: await PaymentIntent.lines(intent.id),
      grossCents,
      paidAt: at,
      initiatedAt: at,
      subscriptionId: gift.schedule === 'month' ? 1 : null,
      first: gift.schedule === 'month' && !facts.later,
      provider: 'demo',
    })
  }

  pending = () => this.#tell('payments.pending')
  paid = () => this.#tell('payments.paid')
  surplus = () => this.#tell('payments.surplus')
  failed = () => this.#tell('payments.failed')

  /** `backCents` is all that went back so far. */
  async givenBack(backCents: number, cause: GivenBackTold['cause'] = 'refund') {
    const [refunded, disputed] = cause === 'refund' ? [backCents, 0] : [0, backCents]
    await db
      .from('payments')
      .where('id', this.id)
      .update({ refunded_cents: refunded, disputed_cents: disputed })
    return this.#tell('payments.given_back', { backCents, cause, disputed: cause === 'dispute' })
  }

  async #tell(name: PaymentEventName, more: Record<string, unknown> = {}) {
    const { facts } = this
    const at = clock.now() > facts.at ? clock.now() : facts.at
    await db.transaction((transaction) => tell({ ...facts, ...more, name, at }, transaction))
  }
}

/** What of a gift of someone's came a second time, undecided. */
export async function aGiftSurplus(person: Person, campaign?: Campaign): Promise<GiftSurplus> {
  const { gift } = await aPaidGift({ person, campaign })
  const twice = await GiftPayment.of(gift)
  await twice.surplus()
  return GiftSurplus.findByOrFail('paymentId', twice.id)
}

/** A gift whose money is there. */
export async function aPaidGift(
  facts: Parameters<typeof aGift>[0] = {},
  at = clock.now()
): Promise<{ gift: Gift; payment: GiftPayment }> {
  const gift = await aGift(facts, at)
  const payment = await GiftPayment.of(gift, { at })
  await payment.paid()
  return { gift, payment }
}
