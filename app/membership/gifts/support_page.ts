import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { endedCampaigns, runningCampaigns } from '../campaigns/campaign_view.js'
import { GIFT_CENTS } from './gift.js'

/** Amounts to choose from, in cents; any other may be typed. */
const SUGGESTED_CENTS = [500, 1000, 2000, 5000]
const CHOSEN_CENTS = 2000

/** The page where one gives: what is being collected, the form, and how else to help. */
export async function supportPage(ctx: HttpContext, errors: FieldErrors = {}) {
  const { request, i18n } = ctx
  const at = clock.now()
  const running = await runningCampaigns(at, i18n.locale)
  const typed: Record<string, unknown> = request.only([
    'schedule',
    'amount',
    'other_amount',
    'campaign',
    'payer_name',
    'payer_email',
    'named',
    'words',
  ])
  const chosen = running.some(({ slug }) => slug === typed.campaign) ? typed.campaign : ''
  const refused = Object.keys(errors).length > 0
  return page(
    ctx,
    'membership/support',
    {
      running,
      ended: await endedCampaigns(at, i18n.locale),
      amounts: SUGGESTED_CENTS.map((cents) => ({
        value: cents,
        label: eurosLabel(cents, i18n.locale),
      })),
      least: eurosLabel(GIFT_CENTS.least, i18n.locale),
      most: eurosLabel(GIFT_CENTS.most, i18n.locale),
      typed: { schedule: 'once', amount: CHOSEN_CENTS, ...typed, campaign: chosen },
      errors,
    },
    refused ? 422 : 200
  )
}
