import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import type { ProviderName } from '../provider.js'
import { providerOf } from '../providers.js'

const ATTEMPT = {
  name: 'payments.attempt',
  text: `select id, provider, ref, idempotency_key from payment_attempts where id = $1 and state = 'open'`,
}

/**
 * Closes a payment page that another has replaced, so that nobody pays twice from an old tab, then
 * looks at what became of it: it may have been paid just before.
 */
export async function expireCheckout(payload: Record<string, unknown>): Promise<void> {
  const [attempt] = await prepared<{
    provider: ProviderName
    ref: string | null
    idempotency_key: string
  }>(ATTEMPT, [Number(payload.attemptId)])
  if (!attempt?.ref) return
  const provider = providerOf(attempt.provider)
  await provider.expireCheckout(attempt.ref, `${attempt.idempotency_key}:expire`)
  await syncObject(provider, { kind: 'checkout', id: attempt.ref }, 'sweep')
}
