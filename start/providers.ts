/** By which means people can pay, and what each needs. */
import { demo } from '#config/installation'
import { paymentSettings } from '#config/payments'
import { clock } from '#shared/clock'
import { DemoProvider } from '#payments/demo/demo_provider'
import { MollieProvider } from '#payments/mollie/mollie_provider'
import { OfflineProvider } from '#payments/offline/offline_provider'
import { takesCheques, takesTransfers } from '#payments/offline/ready'
import { registerProvider } from '#payments/providers'
import { StripeProvider } from '#payments/stripe/stripe_provider'

const ready = () => true

const { mollie, stripe } = paymentSettings
if (stripe) registerProvider('stripe', () => new StripeProvider(stripe), ready)
if (mollie) registerProvider('mollie', () => new MollieProvider(mollie, clock), ready)
registerProvider('transfer', () => new OfflineProvider('transfer', clock), takesTransfers)
registerProvider('cash_cheque', () => new OfflineProvider('cash_cheque', clock), takesCheques)
if (demo) registerProvider('demo', () => new DemoProvider(), ready)
