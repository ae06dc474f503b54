import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { reviewersOf } from '#moderation/appealing/lodge'
import { readAppeal, type AppealRead } from '#moderation/appealing/read_appeal'
import { readDecision, type DecisionRead } from '#moderation/deciding/read_decision'
import { appealShown } from '#moderation/pages/appeal_shown'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import {
  readerOfLetters,
  reportReaders,
  tellPeople,
  writeTo,
  type Reader,
} from './moderation_readers.js'

type Trx = TransactionClientContract

/** Who is told what of an appeal: whoever lodged it, whoever answers, whoever it concerns. */
export function listenToAppeals(): void {
  listenInTransaction('moderation.appealed', appealed)
  listenInTransaction('moderation.appeal_decided', answered)
  listenInTransaction('moderation.juror_called', jurorCalled)
}

const i18n = (locale: string) => i18nManager.locale(locale)

async function appealed({ at, appealId }: DomainEvent, transaction: Trx) {
  const { appeal, decision } = await found(appealId, transaction)
  const { reader, address } = await appellant(appeal, decision, transaction)
  if (reader) {
    const values = (locale: string) => ({
      number: decision.number,
      route: appealShown(appeal, i18n(locale)).route,
    })
    const letter = { key: `appeal:${appeal.id}`, kind: 'appeal_received', values, action: address }
    await writeTo(reader, letter, at, transaction)
  }
  if (appeal.route === 'jury') return
  const reviewers = await reviewersOf(decision, at, transaction)
  const people = reviewers.map(({ personId }) => personId)
  await tellPeople(people, { key: String(appeal.id), kind: 'appeal_waits' }, at, transaction)
}

/** The answer goes to whoever appealed and to the author; reasons in both letters, names in none. */
async function answered({ at, appealId, outcome }: DomainEvent, transaction: Trx) {
  const { appeal, decision } = await found(appealId, transaction)
  const told = [await appellant(appeal, decision, transaction)]
  if (appeal.reportId !== null) {
    told.push({
      reader: await readerOfLetters(decision.authorId, transaction),
      address: '/moderation/mine',
    })
  }
  const key = String(appeal.id)
  await tellPeople(
    told.map(({ reader }) => reader?.personId ?? null),
    { key, kind: 'appeal_answered' },
    at,
    transaction
  )
  for (const [index, { reader, address }] of told.entries()) {
    if (!reader) continue
    const values = (locale: string) => ({
      number: decision.number,
      outcome: i18n(locale).t(`moderation.appeal.outcome.${String(outcome)}`),
      reasons: appeal.outcomeReasons ?? '',
    })
    const letter = { key: `appeal_decided:${key}:${index}`, kind: 'appeal_decided', values }
    await writeTo(reader, { ...letter, action: address }, at, transaction)
  }
}

async function jurorCalled({ at, appealId, personId }: DomainEvent, transaction: Trx) {
  const id = Number(personId)
  const key = String(appealId)
  await tellPeople([id], { key, kind: 'juror_called' }, at, transaction)
  const reader = await readerOfLetters(id, transaction)
  if (!reader) return
  const letter = { key: `jury:${key}:${id}`, kind: 'jury_called', values: () => ({}) }
  await writeTo(reader, { ...letter, action: `/moderation/juries/${key}` }, at, transaction)
}

async function appellant(
  appeal: AppealRead,
  decision: DecisionRead,
  transaction: Trx
): Promise<{ reader: Reader | null; address: string }> {
  if (appeal.reportId === null) {
    const reader = await readerOfLetters(decision.authorId, transaction)
    return { reader, address: `/moderation/decisions/${decision.id}` }
  }
  const readers = await reportReaders(decision.caseId, transaction)
  const reader = readers.find((one) => one.reportId === appeal.reportId) ?? null
  return { reader, address: reader?.address ?? '/moderation/mine' }
}

async function found(id: unknown, transaction: Trx) {
  const appeal = await readAppeal(Number(id), transaction)
  const decision = appeal && (await readDecision(appeal.decisionId, transaction))
  if (!appeal || !decision) throw new Error(`There is no appeal ${String(id)}`)
  return { appeal, decision }
}
