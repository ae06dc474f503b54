import type { HttpContext } from '@adonisjs/core/http'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { askToClaim, claim } from './claim.js'
import { claimForm } from './dues_form.js'
import { DuesLink } from './dues_link.js'

/** Claiming dues that were paid under another address. */
export default class ClaimController {
  async show(ctx: HttpContext) {
    return page(ctx, 'membership/claim', { typed: {}, errors: {} })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const form = await readForm(ctx, claimForm)
    if (!form.ok) {
      const typed = ctx.request.only(['email'])
      return page(ctx, 'membership/claim', { typed, errors: form.refusal }, 422)
    }
    await throttle('claim', [String(id), form.value.email], { tries: 5, seconds: 3600 })
    await askToClaim(await Person.findOrFail(id), form.value.email, clock.now())
    leaveNotice(ctx, 'claim_sent')
    return ctx.response.redirect().status(303).toPath('/membership')
  }

  async confirm(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const link = await DuesLink.claimOf(String(ctx.params.token), id, clock.now())
    if (!link) throw new NotFound()
    return page(ctx, 'membership/claim_confirm', { email: link.email, token: ctx.params.token })
  }

  async use(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const claimed = await claim(String(ctx.params.token), id, clock.now())
    if (!claimed.ok && claimed.refusal === 'unknown') throw new NotFound()
    if (claimed.ok) leaveNotice(ctx, 'claimed')
    else leaveNotice(ctx, `claim_${claimed.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath('/membership')
  }
}
