import type { HttpContext } from '@adonisjs/core/http'
import { legalFacts, network } from '#organisation/network'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { NotFound } from '#shared/http/refusals'
import { attestationPdf } from '../pages/attestation.js'
import { Member } from '../register/member.js'
import { holdingsOf, totalOf } from './share_holdings.js'

/** The paper that says how many shares someone holds today, and what of them is paid. */
export default class ShareCertificateController {
  async handle(ctx: HttpContext) {
    const { i18n, response } = ctx
    const { locale } = i18n
    const member = await Member.ofPerson(ctx.auth.getUserOrFail().id)
    const held = totalOf(member ? await holdingsOf(member.id) : [])
    if (!member || held.shares === 0) throw new NotFound()
    const [facts, legal] = [await network(locale), await legalFacts()]
    const values = {
      name: member.name,
      network: facts.name,
      shares: held.shares,
      value: eurosLabel(held.nominalCents, locale),
      paid: eurosLabel(held.paidUpCents, locale),
      whole: held.paidUpCents === held.nominalCents ? 'yes' : 'no',
      today: dayLabel(clock.now(), locale),
    }
    const pdf = await attestationPdf({
      title: i18n.t('shares.certificate.title'),
      paragraphs: ['says', 'paid', 'named', 'made'].map((line) =>
        i18n.t(`shares.certificate.${line}`, values)
      ),
      foot: [facts.name, legal.address.replaceAll('\n', ', '), legal.registration].filter(Boolean),
    })
    response.header('content-type', 'application/pdf')
    response.header('content-disposition', 'attachment; filename="parts-sociales.pdf"')
    response.header('cache-control', 'private, no-store')
    return response.send(pdf)
  }
}
