import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { enqueue } from '#shared/jobs/queue'
import { installId } from '../installation.js'
import { PaymentIntent } from '../payment_intent.js'
import { ProviderRefused, type CheckoutOrder, type Provider } from '../provider.js'
import { EXPIRE_CHECKOUT, lockScope, othersOfScope } from '../scope.js'
import { describeIntent } from './description.js'

/** A try of an intent at one provider. */
interface Attempt {
  id: number
  n: number
  idempotency_key: string
  url: string | null
  state: 'asked' | 'open'
}

export type OpeningRefusal = 'already_paid' | 'on_its_way' | 'canceled' | 'no_recurring'

const FIND = {
  name: 'payments.open_attempt',
  text: `select id, n, idempotency_key, url, state from payment_attempts
    where intent_id = $1 and provider = $2 and request_hash = $3 and state in ('asked', 'open')
      and (expires_at is null or expires_at > $4) order by n desc limit 1`,
}

const ADD = {
  name: 'payments.add_attempt',
  text: `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, created_at)
    select $1::uuid, 1 + coalesce(max(n), 0), $2, $1::uuid::text || ':' || (1 + coalesce(max(n), 0)) || ':checkout', $3, $4
      from payment_attempts where intent_id = $1::uuid
    returning id, n, idempotency_key, url, state`,
}

const OTHERS = {
  name: 'payments.other_attempts',
  text: `select id from payment_attempts where intent_id = $1 and id <> $2 and state in ('asked', 'open')`,
}

const OPENED = {
  name: 'payments.attempt_opened',
  text: `update payment_attempts set ref = $2, url = $3, expires_at = $4,
      state = case when state = 'asked' then 'open' else state end where id = $1`,
}

const REFUSED = {
  name: 'payments.attempt_refused',
  text: `update payment_attempts set state = 'failed' where id = $1 and state = 'asked'`,
}

const CUSTOMER = {
  name: 'payments.customer',
  text: 'select ref from payment_customers where provider = $1 and person_id = $2',
}

const KEEP_CUSTOMER = {
  name: 'payments.keep_customer',
  text: `insert into payment_customers (provider, ref, person_id, email, created_at)
    values ($1, $2, $3, $4, $5) on conflict do nothing`,
}

/**
 * Opens a provider's payment page for an intent and says where it is. The try is written down
 * before the provider hears of it, with the key that goes along: a second click, or the next try
 * after a crash, asks with the same key and gets the same page.
 */
export async function openAttempt(
  intentId: string,
  provider: Provider,
  at: Date
): Promise<Result<{ attemptId: number; url: string | null }, OpeningRefusal>> {
  const asked = await ask(intentId, provider, at)
  if (!asked.ok) return asked
  const { intent, attempt } = asked.value
  if (attempt.state === 'open') return done({ attemptId: attempt.id, url: attempt.url })
  const order = await orderOf(intent, provider, attempt)
  const opened = await provider.createCheckout(order).catch(async (error: unknown) => {
    // The same key would be refused the same way: the next click is another try.
    if (error instanceof ProviderRefused) await prepared(REFUSED, [attempt.id])
    throw error
  })
  await prepared(OPENED, [attempt.id, opened.ref, opened.url, opened.expiresAt])
  if (opened.customerRef && !order.customerRef) {
    const { personId, payerEmail } = intent
    await prepared(KEEP_CUSTOMER, [provider.name, opened.customerRef, personId, payerEmail, at])
  }
  return done({ attemptId: attempt.id, url: opened.url })
}

async function ask(
  intentId: string,
  provider: Provider,
  at: Date
): Promise<Result<{ intent: PaymentIntent; attempt: Attempt }, OpeningRefusal>> {
  return db.transaction(async (transaction) => {
    const scopeKey = await lockScope(intentId, transaction)
    const intent = await PaymentIntent.query({ client: transaction })
      .where('id', intentId)
      .forUpdate()
      .firstOrFail()
    if (intent.state === 'paid') return refused('already_paid')
    if (intent.state === 'processing') return refused('on_its_way')
    if (intent.state === 'canceled') return refused('canceled')
    const others = await othersOfScope(scopeKey, intentId, transaction)
    if (others.paid) return refused('already_paid')
    if (others.onItsWay) return refused('on_its_way')
    if (others.open) return refused('canceled')
    if (intent.schedule !== 'once' && !provider.offers.recurring) return refused('no_recurring')
    const hash = requestHash(intent)
    const [open] = await prepared<Attempt>(FIND, [intentId, provider.name, hash, at], transaction)
    const [attempt = open] = open
      ? []
      : await prepared<Attempt>(ADD, [intentId, provider.name, hash, at], transaction)
    if (!attempt) throw new Error(`No try of ${intentId} could be written`)
    if (intent.state !== 'open') {
      intent.merge({ state: 'open', stateCause: 'asked_again', stateAt: at })
      intent.version += 1
      await intent.save()
    }
    const older = await prepared<{ id: number }>(OTHERS, [intentId, attempt.id], transaction)
    for (const { id } of older) {
      const options = { key: `expire_checkout:${id}` }
      await enqueue(EXPIRE_CHECKOUT, { attemptId: id }, transaction, options)
    }
    return done({ intent, attempt })
  })
}

/** What is asked of the provider: two tries that would ask the same are one. */
function requestHash({ amountCents, schedule, payerEmail }: PaymentIntent): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([amountCents, schedule, payerEmail]))
    .digest()
}

async function orderOf(
  intent: PaymentIntent,
  provider: Provider,
  { idempotency_key: idempotencyKey }: Attempt
): Promise<CheckoutOrder> {
  const [customer] = intent.personId
    ? await prepared<{ ref: string }>(CUSTOMER, [provider.name, intent.personId])
    : []
  return {
    intentId: intent.id,
    installId: await installId(),
    amountCents: intent.amountCents,
    schedule: intent.schedule,
    description: await describeIntent(intent),
    payer: { name: intent.payerName, email: intent.payerEmail, locale: intent.locale },
    customerRef: customer?.ref ?? null,
    returnUrl: `${appUrl}/pay/${intent.id}/return`,
    cancelUrl: `${appUrl}/pay/${intent.id}`,
    noticeUrl: `${appUrl}/webhooks/${provider.name}`,
    idempotencyKey,
  }
}
