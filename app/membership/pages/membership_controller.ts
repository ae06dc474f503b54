import type { HttpContext } from '@adonisjs/core/http'
import { toString as drawQr } from 'qrcode'
import { appUrl } from '#config/installation'
import { network } from '#organisation/network'
import { refundsOfPayer } from '#payments/refunding/refunds_of_payer'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { awaitedDues } from '../dues/awaited_dues.js'
import { isInGoodStanding } from '../dues/standing.js'
import { standingOf } from '../dues/standing_of.js'
import { Surplus } from '../dues/surplus.js'
import { Member } from '../register/member.js'
import { sharesSummary } from '../shares/shares_summary.js'
import { historyOf, partToPay } from './membership_history.js'

/** One's own membership: where one stands, the card, what was paid, what is asked. */
export default class MembershipController {
  async handle(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    const { locale } = ctx.i18n
    const at = clock.now()
    const { legalForm } = await network(locale)
    const member = await Member.ofPerson(id)
    const found = member && (await standingOf(member.id, at))
    const good = found !== null && isInGoodStanding(found.standing)
    const surplus = await Surplus.undecided(id)
    return page(ctx, 'membership/membership', {
      form: legalForm,
      member: member && {
        name: member.name,
        number: member.number,
        since: member.admittedOn && dayOfParis(member.admittedOn, locale),
      },
      standing: found?.standing ?? 'none',
      provisional: found?.provisional ?? false,
      good,
      until: found?.until ? dayOfParis(found.until, locale) : null,
      qr: member && good ? await qrOf(member.checkCode) : null,
      checkHref: member && `/membership/check/${member.checkCode}`,
      shares: legalForm === 'cooperative' ? await sharesSummary(member?.id ?? null, locale) : null,
      part: member && (await partToPay(member.id, id, at, locale)),
      history: member ? await historyOf(member.id, locale) : [],
      awaited: await awaitedDues(id, at, locale),
      surplus: await Promise.all(
        surplus.map(async (one) => ({
          id: one.id,
          amount: eurosLabel(await one.leftCents(), locale),
        }))
      ),
      refundsFrom: eurosLabel(
        (await currentBook(at)).value('treasury.two_signatures_from'),
        locale
      ),
      refunds: await refundsOfPayer(id, at, ctx.i18n),
    })
  }
}

async function qrOf(code: string): Promise<string> {
  const drawn = await drawQr(`${appUrl}/membership/check/${code}`, { type: 'svg', margin: 2 })
  return Buffer.from(drawn).toString('base64')
}
