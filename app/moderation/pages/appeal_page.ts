import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { readAppeal } from '../appealing/read_appeal.js'
import { outcomesOf } from '../appealing/settle.js'
import { readCase } from '../cases/read_case.js'
import { unsealText } from '../cases/seal_evidence.js'
import { readDecision } from '../deciding/read_decision.js'
import { appealShown } from './appeal_shown.js'
import { decisionLetter } from './decision_letter.js'
import { measureInWords } from './measure_in_words.js'

/** What an appeal is about, for who answers it: what was judged, the letter, and what is contested. */
export async function appealPage(
  ctx: HttpContext,
  appealId: number,
  transaction: TransactionClientContract
) {
  const { i18n, request } = ctx
  const { id: personId } = ctx.auth.getUserOrFail()
  const appeal = await readAppeal(appealId, transaction)
  const decision = appeal && (await readDecision(appeal.decisionId, transaction))
  const about = decision && (await readCase(decision.caseId, transaction))
  if (!appeal || !decision || !about) return null
  const evidence = await unsealText(decision.caseId, transaction)
  const opened = await transaction
    .from('case_evidence_openings')
    .where({ case_id: decision.caseId, person_id: personId, part: 'photos' })
    .first()
  const outcomes = await outcomesOf(appeal, decision, clock.now(), transaction)
  const writtenAt = evidence ? new Date(evidence.writtenAt) : null
  const grave = [about.breach, ...about.reports.map(({ breach }) => breach)].includes('child_abuse')
  return {
    appeal: appealShown(appeal, i18n),
    over: appeal.outcome !== null,
    number: decision.number,
    caseId: decision.caseId,
    letter: decisionLetter({ ...decision, writtenAt }, i18n),
    reports: about.reports.map(({ breach, explanation }) => ({
      breach: i18n.t(`moderation.breaches.${breach}.label`),
      explanation,
    })),
    evidence: evidence && {
      ...{ body: evidence.body, contentWarning: evidence.contentWarning, alts: evidence.alts },
      on: dateLabel(new Date(evidence.writtenAt), i18n.locale),
    },
    photos: grave ? [] : Array.from({ length: about.photos }, (_, index) => index),
    opened: opened !== null,
    outcomes: outcomes.map(({ outcome, measure }) => ({
      value: outcome,
      label: i18n.t(`moderation.appeal.choices.${outcome}.label`),
      hint: measure
        ? measureInWords({ ...measure, subjectKind: decision.subjectKind }, i18n)
        : i18n.t(
            `moderation.appeal.choices.${outcome}.${appeal.reportId === null ? 'author' : 'reporter'}`
          ),
    })),
    values: {
      outcome: String(request.input('outcome') ?? ''),
      reasons: String(request.input('reasons') ?? ''),
      body: String(request.input('body') ?? ''),
    },
  }
}
