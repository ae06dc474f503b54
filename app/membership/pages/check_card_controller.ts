import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { standingOf } from '../dues/standing_of.js'
import { isInGoodStanding } from '../dues/standing.js'
import { Member } from '../register/member.js'

/** What the code of a card says to whoever reads it: valid today or not, and nothing else. */
export default class CheckCardController {
  async handle(ctx: HttpContext) {
    await throttle('check-card', [ctx.request.ip()], { tries: 60, seconds: 600 })
    const member = await Member.findBy('checkCode', String(ctx.params.code))
    const found = member && (await standingOf(member.id, clock.now()))
    const valid = found !== null && isInGoodStanding(found.standing)
    ctx.response.header('x-robots-tag', 'noindex')
    return page(ctx, 'membership/check', { valid }, member ? 200 : 404)
  }
}
