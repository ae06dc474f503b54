import type { I18n } from '@adonisjs/i18n'
import { legalFacts, network } from '#organisation/network'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { quarterOf } from './share_amounts.js'

export interface ShareForm {
  name: string
  shares: number
  shareCents: number
  paying: 'whole' | 'quarter'
  floorCents: number
}

/**
 * The text that a member signs, in their language, with the facts of the day: what is subscribed
 * and paid, and what the law says of shares. A paragraph is a line.
 */
export async function shareFormText(form: ShareForm, i18n: I18n, at: Date): Promise<string> {
  const { locale } = i18n
  const { name: organisation } = await network(locale)
  const { address, registration } = await legalFacts()
  const whole = form.shares * form.shareCents
  const now = form.paying === 'whole' ? whole : quarterOf(form.shares, form.shareCents)
  const values = {
    name: form.name,
    shares: form.shares,
    value: eurosLabel(form.shareCents, locale),
    total: eurosLabel(whole, locale),
    now: eurosLabel(now, locale),
    rest: eurosLabel(whole - now, locale),
    floor: eurosLabel(form.floorCents, locale),
    today: dayLabel(at, locale),
  }
  const company = [organisation, address.replaceAll('\n', ', '), registration].filter(Boolean)
  return [
    i18n.t('shares.form.company', { company: company.join(', ') }),
    i18n.t('shares.form.subscribes', values),
    i18n.t(now === whole ? 'shares.form.pays_whole' : 'shares.form.pays_quarter', values),
    i18n.t('shares.form.one_voice'),
    i18n.t('shares.form.given_back', values),
    i18n.t('shares.form.liable'),
    i18n.t('shares.form.made', values),
  ].join('\n')
}
