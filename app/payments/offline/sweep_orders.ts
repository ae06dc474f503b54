import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import { providerOf } from '../providers.js'
import type { Order } from './orders.js'

const OVERDUE = {
  name: 'payments.overdue_offline',
  text: `update offline_orders o set canceled_at = $1
    where canceled_at is null and expires_at <= $1 and not exists (
      select from offline_receipts r where r.ref = o.ref
        and not exists (select from receipt_reversals v where v.receipt_id = r.id))
    returning ref, provider`,
}

/**
 * No longer waits for what did not come in sixty days. Money that arrives later all the same can
 * still be entered; an order of which a part came is the treasurer's to settle.
 */
export async function sweepOfflineOrders(at: Date): Promise<void> {
  const overdue = await prepared<Pick<Order, 'ref' | 'provider'>>(OVERDUE, [at])
  for (const { ref, provider } of overdue) {
    await syncObject(providerOf(provider), { kind: 'checkout', id: ref }, 'sweep')
  }
}
