import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { juriesOf } from '../appealing/juries_of.js'
import { decisionsOfAuthor } from '../deciding/read_decision.js'
import { measureInWords } from './measure_in_words.js'
import { reportsOf } from './receipt.js'

/** What concerns the reader: what was decided of their writing, what they reported, where they judge. */
export default class MineController {
  async handle(ctx: HttpContext) {
    const { i18n } = ctx
    const { id } = ctx.auth.getUserOrFail()
    const now = clock.now()
    const day = (at: Date) => dayLabel(at, i18n.locale)
    const decisions = await decisionsOfAuthor(id)
    const reports = await reportsOf(id)
    const juries = await juriesOf(id)
    return page(ctx, 'moderation/mine', {
      decisions: decisions.map((decision) => ({
        href: `/moderation/decisions/${decision.id}`,
        number: decision.number,
        words: measureInWords(decision, i18n),
        on: decision.issuedAt && day(decision.issuedAt),
        over: decision.annulledAt !== null || (decision.endsAt !== null && decision.endsAt <= now),
        annulled: decision.annulledAt !== null,
        until:
          decision.appealUntil && decision.appealUntil > now ? day(decision.appealUntil) : null,
      })),
      reports: reports.map((report) => ({
        number: report.caseNumber,
        breach: i18n.t(`moderation.breaches.${report.breach}.label`),
        on: day(report.sentAt),
        stage: report.decisionId ? 'decided' : report.acknowledgedAt ? 'in_hand' : 'queued',
        href: `/moderation/mine/reports/${report.id}`,
      })),
      juries: juries.map((jury) => ({
        href: `/moderation/juries/${jury.appealId}`,
        number: jury.caseNumber,
        on: day(jury.calledAt),
        stage: jury.over ? 'over' : jury.voted ? 'voted' : 'waits',
      })),
    })
  }
}
