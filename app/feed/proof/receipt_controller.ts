import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { throttle } from '#shared/http/throttle'
import { beforeOf } from '../feed_page.js'
import { receiptOf } from './receipt.js'

/** The receipt of a page of one's feed, to keep and to have others check. */
export default class ReceiptController {
  async handle(ctx: HttpContext) {
    const { request, response } = ctx
    const viewer = ctx.auth.getUserOrFail()
    await throttle('receipt', [String(viewer.id)], { tries: 120, seconds: 3600 })
    const receipt = await receiptOf(viewer, beforeOf(request.qs().before), clock.now())
    if (!receipt) return response.status(404).json({ error: 'nothing_published' })
    const { from, to } = receipt.range
    response.header('cache-control', 'private, no-store')
    response.header('content-disposition', `attachment; filename="feed-receipt-${from}-${to}.json"`)
    return response.json(receipt)
  }
}
