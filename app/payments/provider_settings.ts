/** What the environment says of the providers; empty where it says nothing. */
export interface ProviderEnvironment {
  STRIPE_SECRET_KEY?: string
  STRIPE_WEBHOOK_SECRET?: string
  STRIPE_API_BASE?: string
  MOLLIE_API_KEY?: string
  MOLLIE_API_ENDPOINT?: string
  MOLLIE_WEBHOOK_SECRET?: string
}

export interface ProviderSettings {
  stripe: { secretKey: string; webhookSecret: string | null; apiBase: string | null } | null
  mollie: { apiKey: string; webhookSecret: string | null; apiEndpoint: string | null } | null
}

/** Keys by which no real money moves. */
const TEST_KEY = { STRIPE_SECRET_KEY: /^(?:sk|rk)_test_/, MOLLIE_API_KEY: /^test_/ }
const ANY_KEY = {
  STRIPE_SECRET_KEY: /^(?:sk|rk)_(?:test|live)_/,
  MOLLIE_API_KEY: /^(?:test|live)_/,
}

/**
 * Reads the providers' settings, and refuses with a sentence what must not be: a live key in the
 * demonstration, another address than the provider's own outside of it, a key of the wrong shape.
 */
export function providerSettings(
  environment: ProviderEnvironment,
  demo: boolean,
  tlsIsChecked = true
): ProviderSettings {
  const given = (name: keyof ProviderEnvironment) => environment[name]?.trim() || null
  for (const name of ['STRIPE_SECRET_KEY', 'MOLLIE_API_KEY'] as const) {
    const key = given(name)
    if (key === null) continue
    if (!ANY_KEY[name].test(key)) throw new Error(`${name} is no key of that provider.`)
    if (demo && !TEST_KEY[name].test(key)) {
      throw new Error(`${name} is a live key: the demonstration (DEMO=1) only takes test keys.`)
    }
  }
  for (const name of ['STRIPE_API_BASE', 'MOLLIE_API_ENDPOINT'] as const) {
    const address = given(name)
    if (address === null) continue
    if (!demo) throw new Error(`${name} is for the demonstration (DEMO=1) only: unset it.`)
    if (!URL.canParse(address)) throw new Error(`${name} is no address.`)
  }
  const stripeKey = given('STRIPE_SECRET_KEY')
  const mollieKey = given('MOLLIE_API_KEY')
  if (!demo && (stripeKey ?? mollieKey) !== null && !tlsIsChecked) {
    throw new Error('NODE_TLS_REJECT_UNAUTHORIZED=0 lets anyone pose as the provider: unset it.')
  }
  return {
    stripe: stripeKey
      ? {
          secretKey: stripeKey,
          webhookSecret: given('STRIPE_WEBHOOK_SECRET'),
          apiBase: given('STRIPE_API_BASE'),
        }
      : null,
    mollie: mollieKey
      ? {
          apiKey: mollieKey,
          webhookSecret: given('MOLLIE_WEBHOOK_SECRET'),
          apiEndpoint: given('MOLLIE_API_ENDPOINT'),
        }
      : null,
  }
}
