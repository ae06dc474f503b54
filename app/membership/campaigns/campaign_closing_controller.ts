import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { Campaign } from './campaign.js'
import { closingForm } from './campaign_forms.js'
import { campaignView } from './campaign_view.js'
import { closeCampaign } from './close_campaign.js'

/** Closing a campaign before its last day; what was promised for its money is done at once. */
export default class CampaignClosingController {
  async show(ctx: HttpContext) {
    return this.#form(ctx)
  }

  async store(ctx: HttpContext) {
    const campaign = await Campaign.bySlug(ctx.params.slug)
    if (!campaign) throw new NotFound()
    const form = await readForm(ctx, closingForm)
    if (!form.ok) return this.#form(ctx, form.refusal)
    const closer = { personId: ctx.auth.getUserOrFail().id, reason: form.value.reason }
    const result = await closeCampaign(campaign, closer, clock.now())
    if (result.ok) leaveNotice(ctx, 'campaign_closed')
    else leaveNotice(ctx, 'campaign_closed_already', 'warning')
    return ctx.response.redirect().status(303).toPath(`/support/campaigns/${campaign.slug}`)
  }

  async #form(ctx: HttpContext, errors: FieldErrors = {}) {
    const campaign = await campaignView(String(ctx.params.slug), clock.now(), ctx.i18n.locale)
    if (!campaign) throw new NotFound()
    const refused = Object.keys(errors).length > 0
    const typed = ctx.request.only(['reason'])
    const state = { campaign, typed, errors }
    return page(ctx, 'membership/close_campaign', state, refused ? 422 : 200)
  }
}
