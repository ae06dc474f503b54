import Stripe from 'stripe'
import { ProviderRefused, ProviderUnreachable } from '../provider.js'

/** Runs a call, and says its failure in the words of every provider. */
export async function answered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw told(error)
  }
}

/** The same for a list that is read page by page. */
export async function* answeredEach<Item>(list: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* list
  } catch (error) {
    throw told(error)
  }
}

/** The object, or null when Stripe knows of none by that name. */
export async function orMissing<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'
}

function told(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const said = `${error.type} ${error.code ?? ''} ${error.requestId ?? ''}`.trim()
  return isFinal(error)
    ? new ProviderRefused(codeOf(error), said)
    : new ProviderUnreachable(said, { cause: error })
}

/** A wrong or missing key is mended by the keeper, then the same call goes through: not final. */
function isFinal(error: Stripe.errors.StripeError) {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeIdempotencyError
  )
}

function codeOf(error: Stripe.errors.StripeError): ProviderRefused['code'] {
  if (error.code === 'charge_already_refunded') return 'already_refunded'
  if (error.code === 'charge_disputed') return 'disputed'
  if (error.code === 'resource_missing') return 'gone'
  // A refund above what is left has no code of its own, only the parameter at fault.
  if (error.code === 'amount_too_large' || error.param === 'amount') return 'amount_too_high'
  return 'refused'
}
