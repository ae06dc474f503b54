import type { HttpContext } from '@adonisjs/core/http'
import { isFounding } from '#people/founding'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { parisInstant } from '#shared/paris'
import { currentBook } from '#rulebook/rule_book'
import { campaignGivers } from '../gifts/gift_lists.js'
import { Campaign } from './campaign.js'
import { refundProgress } from './campaign_refunds.js'
import { campaignForm } from './campaign_forms.js'
import { campaignView } from './campaign_view.js'

const GOAL_CENTS = { least: 100, most: 100_000_000 }
const FIELDS = ['title_fr', 'title_en', 'text_fr', 'text_en', 'goal', 'ends_on']

/** A campaign's own page; opening one. */
export default class CampaignsController {
  async show(ctx: HttpContext) {
    const { viewer, i18n, params } = ctx
    const campaign = await campaignView(String(params.slug), clock.now(), i18n.locale)
    if (!campaign) throw new NotFound()
    return page(ctx, 'membership/campaign', {
      campaign,
      givers: await campaignGivers(campaign.id, i18n.locale),
      refunds: campaign.outcome === 'refund' ? await refundProgress(campaign.id) : null,
      mayClose: viewer !== null && (viewer.holds('treasury.keep') || (await isFounding(viewer.id))),
    })
  }

  async create(ctx: HttpContext) {
    return this.#form(ctx)
  }

  async store(ctx: HttpContext) {
    const { i18n, response } = ctx
    const form = await readForm(ctx, campaignForm)
    const errors: FieldErrors = form.ok ? {} : form.refusal
    const say = (field: string, refusal: string) => {
      errors[field] ??= i18n.t(`gifts.refusals.${refusal}`)
    }
    const goalCents = form.ok ? (typedCents(form.value.goal) ?? 0) : 0
    if (form.ok) {
      if (goalCents < GOAL_CENTS.least || goalCents > GOAL_CENTS.most) say('goal', 'goal')
      if (!parisInstant(form.value.ends_on, '12:00')) say('ends_on', 'ends_on')
      if (!form.value.title_fr && !form.value.title_en) say('title_fr', 'title')
    }
    if (!form.ok || Object.keys(errors).length > 0) return this.#form(ctx, errors)
    const facts = {
      titleFr: form.value.title_fr ?? '',
      titleEn: form.value.title_en ?? '',
      textFr: form.value.text_fr ?? '',
      textEn: form.value.text_en ?? '',
      goalCents,
      endsOn: form.value.ends_on,
    }
    const result = await Campaign.open(facts, ctx.auth.getUserOrFail().id, clock.now())
    if (!result.ok) {
      say(result.refusal === 'title' ? 'title_fr' : result.refusal, result.refusal)
      return this.#form(ctx, errors)
    }
    leaveNotice(ctx, 'campaign_opened')
    return response.redirect().status(303).toPath(`/support/campaigns/${result.value.slug}`)
  }

  async #form(ctx: HttpContext, errors: FieldErrors = {}) {
    const refused = Object.keys(errors).length > 0
    const missedGoal = (await currentBook(clock.now())).value('campaigns.missed_goal')
    const typed = ctx.request.only(FIELDS)
    const state = { typed, errors, missedGoal }
    return page(ctx, 'membership/new_campaign', state, refused ? 422 : 200)
  }
}
