import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { freeForCase } from '#moderation/cases/acting'
import { readCase, type CaseRead } from '#moderation/cases/read_case'
import { unsealText } from '#moderation/cases/seal_evidence'
import { readDecision, type DecisionRead } from '#moderation/deciding/read_decision'
import { signersOf } from '#moderation/deciding/sign'
import { decisionLetter } from '#moderation/pages/decision_letter'
import { measureInWords } from '#moderation/pages/measure_in_words'
import { dateLabel, dayLabel } from '#shared/date_label'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { readerOfLetters, reportReaders, tellPeople, writeTo } from './moderation_readers.js'

type Trx = TransactionClientContract

/** Who is told what of a case: each in the transaction of the act. */
export function listenToModeration(): void {
  listenInTransaction('moderation.reported', reported)
  listenInTransaction('moderation.signature_needed', signatureNeeded)
  listenInTransaction('moderation.hidden_at_once', hiddenAtOnce)
  listenInTransaction('moderation.shown_again', shownAgain)
  listenInTransaction('moderation.decided', decided)
  listenInTransaction('moderation.sponsor_told', sponsorTold)
}

const i18n = (locale: string) => i18nManager.locale(locale)
const breachSaid = (breach: string, locale: string) =>
  i18n(locale).t(`moderation.breaches.${breach}.label`)

async function reported({ at, reportId, caseId, opened }: DomainEvent, transaction: Trx) {
  const about = await found(caseId, transaction)
  const report = about.reports.find(({ id }) => id === reportId)
  const readers = await reportReaders(about.id, transaction)
  const reader = readers.find((one) => one.reportId === reportId)
  if (reader && report) {
    const values = (locale: string) => ({
      number: about.number,
      breach: breachSaid(report.breach, locale),
      due: dateLabel(about.acknowledgeBy, locale),
    })
    const letter = { key: `report:${String(reportId)}`, kind: 'report_received', values }
    await writeTo(reader, { ...letter, action: reader.address }, at, transaction)
  }
  if (!opened) return
  const handlers = await freeForCase(about.id, at, transaction)
  const people = handlers.map(({ personId }) => personId)
  await tellPeople(people, { key: String(about.id), kind: 'case_waits' }, at, transaction)
}

async function signatureNeeded({ at, decisionId }: DomainEvent, transaction: Trx) {
  const decision = await foundDecision(decisionId, transaction)
  const signers = await signersOf(decision, at, transaction)
  const people = signers.map(({ personId }) => personId)
  await tellPeople(people, { key: decision.number, kind: 'signature_waits' }, at, transaction)
}

async function hiddenAtOnce({ at, caseId }: DomainEvent, transaction: Trx) {
  const about = await found(caseId, transaction)
  const author = await readerOfLetters(about.authorId, transaction)
  const key = String(about.id)
  await tellPeople([about.authorId], { key, kind: 'post_hidden_at_once' }, at, transaction)
  if (!author || !about.emergency) return
  const { clause, lapsesAt } = about.emergency
  const evidence = await unsealText(about.id, transaction)
  const values = (locale: string) => ({
    day: dayLabel(evidence ? new Date(evidence.writtenAt) : about.openedAt, locale),
    reason: i18n(locale).t(`ui.hidden.reasons.${clause}`),
    lapse: i18n(locale).t(`moderation.letter.${lapsesAt ? 'hidden_lapse' : 'hidden_stays'}`),
  })
  const letter = { key: `hidden_at_once:${about.id}`, kind: 'hidden_at_once', values }
  await writeTo(author, { ...letter, action: '/moderation/mine' }, at, transaction)
}

async function shownAgain({ at, caseId }: DomainEvent, transaction: Trx) {
  const about = await found(caseId, transaction)
  const author = await readerOfLetters(about.authorId, transaction)
  const key = `${about.id}:${at.getTime()}`
  await tellPeople([about.authorId], { key, kind: 'post_shown_again' }, at, transaction)
  if (!author) return
  const letter = { key: `shown_again:${key}`, kind: 'shown_again', values: () => ({}) }
  await writeTo(author, { ...letter, action: '/moderation/mine' }, at, transaction)
}

/** The author reads the statement of reasons; whoever reported, what became of it. */
async function decided({ at, decisionId }: DomainEvent, transaction: Trx) {
  const decision = await foundDecision(decisionId, transaction)
  if (decision.act !== 'dismiss') await tellAuthor(decision, at, transaction)
  const readers = await reportReaders(decision.caseId, transaction)
  const key = decision.number
  await tellPeople(
    readers.map(({ personId }) => personId),
    { key, kind: 'report_followed' },
    at,
    transaction
  )
  for (const reader of readers) {
    const values = (locale: string) => ({
      number: decision.caseNumber,
      measure: measureInWords(decision, i18n(locale)),
      why: decision.why,
      until: decision.appealUntil ? dateLabel(decision.appealUntil, locale) : '',
    })
    const letter = { key: `report_decided:${key}:${reader.reportId}`, kind: 'report_decided' }
    await writeTo(reader, { ...letter, values, action: reader.address }, at, transaction)
  }
}

async function tellAuthor(decision: DecisionRead, at: Date, transaction: Trx) {
  const { authorId, number, id } = decision
  await tellPeople([authorId], { key: number, kind: 'decision_taken' }, at, transaction)
  const author = await readerOfLetters(authorId, transaction)
  if (!author) return
  const evidence = await unsealText(decision.caseId, transaction)
  const writtenAt = evidence ? new Date(evidence.writtenAt) : null
  const values = (locale: string) => ({
    number,
    letter: decisionLetter({ ...decision, writtenAt }, i18n(locale)).join('\n\n'),
  })
  const letter = { key: `decision:${number}`, kind: 'decision', values }
  await writeTo(author, { ...letter, action: `/moderation/decisions/${id}` }, at, transaction)
}

async function sponsorTold({ at, number, sponsorId }: DomainEvent, transaction: Trx) {
  const news = { key: String(number), kind: 'sponsored_sanctioned' as const }
  await tellPeople([Number(sponsorId)], news, at, transaction)
}

async function found(id: unknown, transaction: Trx): Promise<CaseRead> {
  const about = await readCase(Number(id), transaction)
  if (!about) throw new Error(`There is no case ${String(id)}`)
  return about
}

async function foundDecision(id: unknown, transaction: Trx): Promise<DecisionRead> {
  const decision = await readDecision(Number(id), transaction)
  if (!decision) throw new Error(`There is no decision ${String(id)}`)
  return decision
}
