import type { I18n } from '@adonisjs/i18n'
import db from '@adonisjs/lucid/services/db'
import { bookInTransaction } from '#rulebook/rule_book'
import { dateLabel } from '#shared/date_label'
import { pendingAppeals } from '../appealing/read_appeal.js'
import { reviewersOf } from '../appealing/lodge.js'
import { actingIn } from '../cases/acting.js'
import { holderOf } from '../cases/claim.js'
import { inOrder, urgencyOf } from '../cases/queue.js'
import { openCases, type CaseRead } from '../cases/read_case.js'
import { decisionsWaiting, readDecision } from '../deciding/read_decision.js'
import { signersOf } from '../deciding/sign.js'
import { measureInWords } from './measure_in_words.js'

/** A case as one line of the queue: what, how long, and whether it is one's to take. */
export function caseLine(one: CaseRead, now: Date, i18n: I18n, decideWithin: number) {
  const decideBy = new Date(one.openedAt.getTime() + decideWithin * 3_600_000)
  const due = one.acknowledgedAt === null ? one.acknowledgeBy : decideBy
  return {
    id: one.id,
    number: one.number,
    href: `/moderation/cases/${one.id}`,
    urgency: urgencyOf(one),
    breach: i18n.t(`moderation.breaches.${one.breach}.label`),
    subject: i18n.t(`moderation.subjects.${one.subjectKind}`),
    since: dateLabel(one.openedAt, i18n.locale),
    reports: one.reports.length,
    late: due <= now,
    due: dateLabel(due, i18n.locale),
    hidden: one.emergency !== null && !one.emergency.over,
  }
}

/** Everything that waits for this person, case by case: what they have a part in is left out. */
export async function queueFor(personId: number, now: Date, i18n: I18n) {
  return db.transaction(async (transaction) => {
    const book = await bookInTransaction(transaction, now)
    const within = book.value('moderation.decide_within_hours')
    const waiting = await decisionsWaiting(transaction)
    const held: ReturnType<typeof caseLine>[] = []
    const mine: ReturnType<typeof caseLine>[] = []
    const free: ReturnType<typeof caseLine>[] = []
    let others = 0
    for (const one of inOrder(await openCases(transaction))) {
      if (waiting.some(({ caseId }) => caseId === one.id)) continue
      const acting = await actingIn({ caseId: one.id, personId }, now, transaction)
      if (!acting) {
        others += 1
        continue
      }
      const holder = await holderOf(one.id, now, transaction)
      const line = caseLine(one, now, i18n, within)
      if (holder?.personId === personId) mine.push(line)
      else if (holder) held.push(line)
      else free.push(line)
    }
    const toSign = []
    for (const decision of waiting) {
      const signers = await signersOf(decision, now, transaction)
      const own = decision.decidedById === personId
      if (!own && !signers.some((one) => one.personId === personId)) continue
      const href = `/moderation/cases/${decision.caseId}`
      toSign.push({ href, number: decision.number, words: measureInWords(decision, i18n), own })
    }
    const toReview = []
    for (const appeal of await pendingAppeals(transaction)) {
      const decision = await readDecision(appeal.decisionId, transaction)
      if (!decision || (appeal.route === 'jury' && appeal.jurors.length > 0)) continue
      const reviewers = await reviewersOf(decision, now, transaction)
      if (!reviewers.some((one) => one.personId === personId)) continue
      toReview.push({
        href: `/moderation/appeals/${appeal.id}`,
        number: decision.number,
        since: dateLabel(appeal.lodgedAt, i18n.locale),
      })
    }
    return { mine, free, held, others, toSign, toReview }
  })
}
