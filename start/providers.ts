/** By which means people can pay, and what each needs. Wrong settings end the start with a sentence. */
import env from '#start/env'
import { demo } from '#config/installation'
import { clock } from '#shared/clock'
import { DemoProvider } from '#payments/demo/demo_provider'
import { MollieProvider } from '#payments/mollie/mollie_provider'
import { providerSettings } from '#payments/provider_settings'
import { registerProvider } from '#payments/providers'
import { StripeProvider } from '#payments/stripe/stripe_provider'

const ready = () => true

export const settings = providerSettings(
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

const { mollie, stripe } = settings
if (stripe) registerProvider('stripe', () => new StripeProvider(stripe), ready)
if (mollie) registerProvider('mollie', () => new MollieProvider(mollie, clock), ready)
if (demo) registerProvider('demo', () => new DemoProvider(), ready)
