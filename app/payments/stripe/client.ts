import Stripe from 'stripe'

/** What is needed to speak with one Stripe account. */
export interface StripeConfig {
  secretKey: string
  /** Signs the notices (`whsec_…`); without it none is believed. */
  webhookSecret: string | null
  /** `http://127.0.0.1:12111`: another place that speaks as Stripe does. */
  apiBase?: string | null
}

const TIMEOUT = 20_000

/** Makes the client when it is first asked for, so that a key is needed only by who pays with it. */
export function clientOf(config: StripeConfig): () => Stripe {
  let client: Stripe | null = null
  return () => (client ??= new Stripe(config.secretKey, settings(config.apiBase ?? null)))
}

// One retry inside the call, with the same key; asking again later is the caller's.
function settings(apiBase: string | null): Stripe.StripeConfig {
  const common = { timeout: TIMEOUT, maxNetworkRetries: 1, telemetry: false }
  if (!apiBase) return common
  const { protocol, hostname, port } = new URL(apiBase)
  const secure = protocol === 'https:'
  return {
    ...common,
    protocol: secure ? 'https' : 'http',
    host: hostname,
    port: port || (secure ? 443 : 80),
  }
}
