import env from '#start/env'
import { demo } from '#config/installation'
import { providerSettings } from '#payments/provider_settings'

/** The providers' keys; what must not be there ends the start with a sentence. */
export const paymentSettings = providerSettings(
  {
    STRIPE_SECRET_KEY: env.get('STRIPE_SECRET_KEY'),
    STRIPE_WEBHOOK_SECRET: env.get('STRIPE_WEBHOOK_SECRET'),
    STRIPE_API_BASE: env.get('STRIPE_API_BASE'),
    MOLLIE_API_KEY: env.get('MOLLIE_API_KEY'),
    MOLLIE_API_ENDPOINT: env.get('MOLLIE_API_ENDPOINT'),
    MOLLIE_WEBHOOK_SECRET: env.get('MOLLIE_WEBHOOK_SECRET'),
  },
  demo,
  process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0'
)
