import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { currentBook } from '#rulebook/rule_book'
import { dateLabel } from '#shared/date_label'
import { clock } from '#shared/clock'
import { actingIn } from '../cases/acting.js'
import { BREACHES } from '../cases/breaches.js'
import { circumstances } from '../cases/circumstances.js'
import { exposuresOf, holderOf } from '../cases/claim.js'
import { restUntil } from '../cases/care.js'
import { readCase, type CaseRead } from '../cases/read_case.js'
import { unsealText } from '../cases/seal_evidence.js'
import { decisionsOfCase } from '../deciding/read_decision.js'
import { signersOf } from '../deciding/sign.js'
import { conflictOf } from '../procedure/conflict.js'
import { decisionLetter } from './decision_letter.js'
import { measureInWords } from './measure_in_words.js'
import { measuresOffered } from './measures_offered.js'
import { caseLine } from './queue_page.js'

const DAY = 86_400_000

/** Who looks at a case, and so what it shows them. */
export type Stand =
  'holder' | 'signer' | 'decider' | 'may_claim' | 'in_other_hands' | 'no_say' | 'closed'

/** A case as this person may see it now; null when there is none. */
export async function casePage(
  ctx: HttpContext,
  caseId: number,
  transaction: TransactionClientContract
) {
  const { i18n } = ctx
  const { id: personId } = ctx.auth.getUserOrFail()
  const now = clock.now()
  const about = await readCase(caseId, transaction)
  if (!about) return null
  const book = await currentBook(now)
  const { stand, conflict, waiting, holder } = await standIn(about, personId, now, transaction)
  const reads = stand === 'holder' || stand === 'signer' || stand === 'decider'
  const evidence = reads ? await unsealText(caseId, transaction) : null
  const opened = await photosOpened(caseId, personId, transaction)
  const decisions = await decisionsOfCase(caseId, transaction)
  const exposures = await exposuresOf(personId, new Date(now.getTime() - DAY), transaction)
  const rest = restUntil(exposures, now)
  const grave =
    about.breach === 'child_abuse' || about.reports.some((one) => one.breach === 'child_abuse')
  const date = (at: Date) => dateLabel(at, i18n.locale)
  return {
    about: {
      ...caseLine(about, now, i18n, book.value('moderation.decide_within_hours')),
      kind: about.breach,
      subjectKind: about.subjectKind,
      source: i18n.t(`moderation.letter.source.${about.source}`),
      address: addressOf(about),
      grave,
    },
    stand,
    conflict: conflict && i18n.t(`moderation.conflicts.${conflict}`),
    rest: rest && date(rest),
    until: holder && date(holder.expiresAt),
    reports: reads
      ? about.reports.map((one) => ({
          breach: i18n.t(`moderation.breaches.${one.breach}.label`),
          explanation: one.explanation,
          by: i18n.t(`moderation.case.by.${one.hasAccount ? 'account' : 'outside'}`),
          on: date(new Date(one.sentAt)),
        }))
      : [],
    evidence: evidence && {
      body: evidence.body,
      contentWarning: evidence.contentWarning,
      alts: evidence.alts,
      on: date(new Date(evidence.writtenAt)),
    },
    photos: reads && !grave ? Array.from({ length: about.photos }, (_, index) => index) : [],
    sealedPhotos: reads && grave ? about.photos : 0,
    opened,
    emergency: about.emergency && {
      over: about.emergency.over,
      lapses: about.emergency.lapsesAt && date(new Date(about.emergency.lapsesAt)),
    },
    mayHide: stand === 'holder' && about.subjectKind !== 'account' && !about.emergency,
    waiting: waiting && {
      id: waiting.id,
      words: measureInWords(waiting, i18n),
      letter: decisionLetter(
        { ...waiting, writtenAt: evidence ? new Date(evidence.writtenAt) : null },
        i18n
      ),
    },
    decisions: decisions
      .filter((one) => one.issuedAt !== null)
      .map((one) => ({
        number: one.number,
        words: measureInWords(one, i18n),
        on: one.issuedAt && date(one.issuedAt),
        annulled: one.annulledAt !== null,
      })),
    breaches: BREACHES.map((breach) => ({
      value: breach,
      label: i18n.t(`moderation.breaches.${breach}.label`),
    })),
    measures: measuresOffered(book.value('moderation.ladder'), about, i18n),
    suggested: i18n.t(`moderation.breaches.${about.breach}.clause`),
  }
}

async function standIn(
  about: CaseRead,
  personId: number,
  now: Date,
  transaction: TransactionClientContract
) {
  const { parties, ties } = await circumstances(about.id, transaction)
  const conflict = conflictOf(personId, parties, ties)
  const decisions = await decisionsOfCase(about.id, transaction)
  const waiting = decisions.find((one) => !one.issuedAt && !one.refusedAt) ?? null
  const holder = await holderOf(about.id, now, transaction)
  const acting = await actingIn({ caseId: about.id, personId }, now, transaction)
  const nothing = { conflict, holder, waiting: null }
  if (conflict) return { ...nothing, stand: 'no_say' as const }
  if (waiting) {
    if (waiting.decidedById === personId)
      return { conflict, holder, waiting, stand: 'decider' as const }
    const signers = await signersOf(waiting, now, transaction)
    const may = signers.some((one) => one.personId === personId)
    return may
      ? { conflict, holder, waiting, stand: 'signer' as const }
      : { ...nothing, stand: 'in_other_hands' as const }
  }
  if (!about.open) return { ...nothing, stand: 'closed' as const }
  if (!acting) return { ...nothing, stand: 'no_say' as const }
  if (!holder) return { ...nothing, stand: 'may_claim' as const }
  const stand: Stand = holder.personId === personId ? 'holder' : 'in_other_hands'
  return { ...nothing, stand }
}

/** Whether this person already had the pictures shown clear in this case. */
async function photosOpened(
  caseId: number,
  personId: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  const row = await transaction
    .from('case_evidence_openings')
    .where({ case_id: caseId, person_id: personId, part: 'photos' })
    .first()
  return row !== null
}

/** Where what is reported stands on the network. */
function addressOf({ subjectKind, postId, commentId }: CaseRead): string | null {
  if (subjectKind === 'account') return null
  return subjectKind === 'comment' ? `/posts/${postId}#comment-${commentId}` : `/posts/${postId}`
}
