import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { isLocale } from '#shared/http/locale'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { Campaign } from '../campaigns/campaign.js'
import { Gift, type GiftRefusal } from './gift.js'
import { giftForm } from './gift_forms.js'
import { supportPage } from './support_page.js'

const OFFERS_OF_AN_ADDRESS = { tries: 30, seconds: 3600 }

const FIELD_OF: Record<GiftRefusal, string> = {
  amount: 'other_amount',
  campaign_over: 'campaign',
  on_its_way: 'form',
}

/** Giving money, with an account or without, once or each month. */
export default class SupportController {
  async show(ctx: HttpContext) {
    return supportPage(ctx)
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    await throttle('gifts', [request.ip()], OFFERS_OF_AN_ADDRESS)
    // A field that people do not see; whoever fills it is sent back as if nothing were.
    if (request.input('website')) return response.redirect().status(303).toPath('/support')
    const form = await readForm(ctx, giftForm)
    if (!form.ok) return supportPage(ctx, form.refusal)
    const payer = await payerOf(ctx, form.value)
    const errors = errorsOf(ctx, form.value, payer)
    if (Object.keys(errors).length > 0) return supportPage(ctx, errors)
    const { schedule, campaign: slug, named, words } = form.value
    const campaign = await Campaign.bySlug(slug)
    if (slug && !campaign) {
      return supportPage(ctx, { campaign: i18n.t('gifts.refusals.campaign_over') })
    }
    const result = await Gift.offer(
      {
        personId: ctx.viewer?.id ?? null,
        payer,
        campaign,
        amountCents: amountOf(form.value) ?? 0,
        schedule,
        publicName: named ? payer.name : null,
        words: words ?? '',
      },
      clock.now()
    )
    if (!result.ok) {
      const { refusal } = result
      return supportPage(ctx, { [FIELD_OF[refusal]]: i18n.t(`gifts.refusals.${refusal}`) })
    }
    return response.redirect().status(303).toPath(`/pay/${result.value.intent.id}`)
  }
}

type GiftTyped = Infer<typeof giftForm>

/** Whoever is signed in pays under their account's name and address. */
async function payerOf({ viewer, i18n }: HttpContext, typed: GiftTyped) {
  const locale = isLocale(i18n.locale) ? i18n.locale : ('fr' as const)
  if (!viewer) return { name: typed.payer_name ?? '', email: typed.payer_email ?? null, locale }
  const { name, email } = await Person.findOrFail(viewer.id)
  return { name, email, locale }
}

/** What is typed beside the suggestions counts before them. */
function amountOf({ amount, other_amount: other }: GiftTyped): number | null {
  if (other) return typedCents(other)
  return /^\d{1,9}$/.test(amount ?? '') ? Number(amount) : null
}

function errorsOf(
  { i18n }: HttpContext,
  typed: GiftTyped,
  payer: { name: string; email: string | null }
): FieldErrors {
  const errors: FieldErrors = {}
  if (amountOf(typed) === null) errors.other_amount = i18n.t('gifts.refusals.amount')
  if (typed.schedule === 'month' && !payer.email) {
    errors.payer_email = i18n.t('gifts.refusals.email_for_month')
  }
  if (typed.named && !payer.name) errors.payer_name = i18n.t('gifts.refusals.name_to_show')
  return errors
}
