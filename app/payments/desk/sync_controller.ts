import type { HttpContext } from '@adonisjs/core/http'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { syncObject } from '../applying/sync_object.js'
import { ProviderRefused, ProviderUnreachable, type ProviderName } from '../provider.js'
import { isProvider, providerOf } from '../providers.js'
import { paymentFile } from './payment_file.js'

/** The treasurer's button: read this payment again at the provider's, now. */
export default class SyncController {
  async handle(ctx: HttpContext) {
    const file = await paymentFile(Number(ctx.params.id))
    if (!file) throw new NotFound()
    const { id, ref, provider } = file.payment
    if (await this.#sync(provider, ref)) leaveNotice(ctx, 'payment_read')
    else leaveNotice(ctx, 'payment_not_read', 'warning')
    return ctx.response.redirect().status(303).toPath(`/payments/${id}`)
  }

  async #sync(provider: string, ref: string): Promise<boolean> {
    if (!isProvider(provider)) return false
    try {
      const asked = providerOf(provider satisfies ProviderName)
      return (await syncObject(asked, { kind: 'payment', id: ref }, 'button')) === 'applied'
    } catch (error) {
      if (error instanceof ProviderRefused || error instanceof ProviderUnreachable) return false
      throw error
    }
  }
}
