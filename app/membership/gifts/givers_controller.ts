import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { donorListReads, noteDonorListRead } from './donor_list_reads.js'
import { giftsPaidBefore } from './gift_lists.js'

/** Who gives, for the treasurer; each reading of it is written down, and can be read by the board. */
export default class GiversController {
  async index(ctx: HttpContext) {
    const before = Number(ctx.request.input('before'))
    const from = Number.isSafeInteger(before) && before > 0 ? before : null
    await noteDonorListRead(ctx.auth.getUserOrFail().id, 'gifts', clock.now())
    return page(ctx, 'membership/givers', await giftsPaidBefore(from, ctx.i18n.locale))
  }

  async reads(ctx: HttpContext) {
    return page(ctx, 'membership/donor_list_reads', {
      reads: await donorListReads(ctx.i18n.locale),
    })
  }
}
