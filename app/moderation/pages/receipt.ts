import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel } from '#shared/date_label'
import { prepared } from '#shared/prepared'
import { tokenHash } from '#shared/random'
import { clock } from '#shared/clock'
import { appealsOf } from '../appealing/read_appeal.js'
import { readDecision } from '../deciding/read_decision.js'
import { appealShown } from './appeal_shown.js'
import { measureInWords } from './measure_in_words.js'

/** A report and the last decision of its case, as its receipt tells. */
export interface Receipt {
  id: number
  caseNumber: string
  breach: string
  address: string
  sentAt: Date
  acknowledgedAt: Date | null
  decisionId: number | null
}

const COLUMNS = `select r.id, c.number as "caseNumber", r.breach, r.address, r.sent_at as "sentAt",
      (select min(l.claimed_at) from case_claims l where l.case_id = c.id and l.claimed_at >= r.sent_at) as "acknowledgedAt",
      (select max(d.id) from decisions d join decision_issues i on i.decision_id = d.id
        where d.case_id = c.id and i.issued_at >= r.sent_at) as "decisionId"
    from reports r join cases c on c.id = r.case_id`

const BY_TOKEN = { name: 'moderation.receipt', text: `${COLUMNS} where r.receipt_hash = $1` }
const OF_PERSON = {
  name: 'moderation.reports_of_person',
  text: `${COLUMNS} where r.reporter_id = $1 order by r.id desc limit 100`,
}

/** The report that a receipt's address leads to; null when there is none. */
export async function reportOf(token: string): Promise<Receipt | null> {
  const [row] = await prepared<Receipt>(BY_TOKEN, [tokenHash(token)])
  return row ?? null
}

/** What somebody reported with their account, the last first. */
export const reportsOf = (personId: number) => prepared<Receipt>(OF_PERSON, [personId])

/** What a receipt shows: how far it is, what was decided and why, and how to appeal. */
export async function receiptShown({ i18n, request }: HttpContext, report: Receipt) {
  const now = clock.now()
  const decision = report.decisionId === null ? null : await readDecision(report.decisionId)
  const appeals = decision ? await appealsOf(decision.id) : []
  const own = appeals.find(({ reportId }) => reportId === report.id) ?? null
  const stage = decision ? 'decided' : report.acknowledgedAt ? 'in_hand' : 'queued'
  const until = decision?.appealUntil ?? null
  const open = until !== null && until > now && decision?.annulledAt === null && !own
  return {
    number: report.caseNumber,
    address: report.address,
    stage,
    breach: i18n.t(`moderation.breaches.${report.breach}.label`),
    sent: dateLabel(report.sentAt, i18n.locale),
    decision: decision && {
      words: measureInWords(decision, i18n),
      why: decision.why,
      clause: decision.clause,
      on: decision.issuedAt && dateLabel(decision.issuedAt, i18n.locale),
      commitment: decision.commitment,
      annulled: decision.annulledAt !== null,
    },
    until: until && dateLabel(until, i18n.locale),
    mayAppeal: open,
    appeal: own && appealShown(own, i18n),
    values: { reasons: String(request.input('reasons') ?? ''), phrase: '' },
  }
}
