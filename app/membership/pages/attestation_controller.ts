import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/installation'
import { legalFacts, network } from '#organisation/network'
import { clock } from '#shared/clock'
import { dayLabel, dayOfParis } from '#shared/date_label'
import { NotFound } from '#shared/http/refusals'
import { standingOf } from '../dues/standing_of.js'
import { isInGoodStanding } from '../dues/standing.js'
import { Member } from '../register/member.js'
import { attestationPdf } from './attestation.js'

/** The paper that says that someone is a member today. */
export default class AttestationController {
  async handle(ctx: HttpContext) {
    const { i18n, response } = ctx
    const at = clock.now()
    const member = await Member.ofPerson(ctx.auth.getUserOrFail().id)
    const found = member && (await standingOf(member.id, at))
    if (!member || !found || !isInGoodStanding(found.standing)) throw new NotFound()
    const { locale } = i18n
    const [facts, legal] = [await network(locale), await legalFacts()]
    const values = {
      name: member.name,
      number: member.number ?? 0,
      network: facts.name,
      since: dayOfParis(member.admittedOn ?? member.enteredOn, locale),
      until: found.until ? dayOfParis(found.until, locale) : '',
      today: dayLabel(at, locale),
    }
    const word = found.standing === 'grace' ? 'grace' : found.until ? 'until' : 'for_life'
    const pdf = await attestationPdf({
      title: i18n.t('membership.attestation.title'),
      paragraphs: [
        i18n.t('membership.attestation.says', values),
        i18n.t(`membership.attestation.${word}`, values),
        i18n.t('membership.attestation.made', values),
      ],
      foot: [
        facts.name,
        legal.address.replaceAll('\n', ', '),
        legal.registration,
        i18n.t('membership.attestation.check', {
          address: `${appUrl}/membership/check/${member.checkCode}`,
        }),
      ].filter(Boolean),
    })
    response.header('content-type', 'application/pdf')
    response.header('content-disposition', 'attachment; filename="attestation.pdf"')
    response.header('cache-control', 'private, no-store')
    return response.send(pdf)
  }
}
