import fc from 'fast-check'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { declineJury, vote } from '#moderation/appealing/judge'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { review } from '#moderation/appealing/settle'
import type { Breach } from '#moderation/cases/breaches'
import { claimCase, releaseCase, stepAside } from '#moderation/cases/claim'
import { sendReport } from '#moderation/cases/send_report'
import { decide } from '#moderation/deciding/decide'
import { hideAtOnce, lapseEmergencies } from '#moderation/deciding/hide_at_once'
import type { Act } from '#moderation/deciding/measure'
import { setAside, sign } from '#moderation/deciding/sign'
import type { Town } from './random_town.js'

/** An act with dice of its own; `raw` goes around all code of ours, straight to the tables. */
export interface RandomAct {
  kind: (typeof KINDS)[number]
  who: number
  what: number
  other: number
  fits: boolean
  minutes: number
}

const KINDS = [
  ...(['report', 'claim', 'claim', 'decide', 'decide', 'decide', 'sign', 'sign', 'aside'] as const),
  ...([
    'release',
    'hide',
    'lapse',
    'appeal',
    'appeal',
    'review',
    'review',
    'vote',
    'vote',
  ] as const),
  ...([
    'decline',
    'set_aside',
    'end_mandate',
    'raw_claim',
    'raw_decision',
    'raw_signature',
  ] as const),
  ...(['raw_issue', 'raw_hide', 'raw_outcome', 'raw_opening', 'raw_pause', 'raw_juror'] as const),
  ...(['raw_lapse', 'raw_statement'] as const),
] as const

/** Any act, by anyone; `minutes` pass before it: often few, sometimes a week. */
export const anAct: fc.Arbitrary<RandomAct> = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(1000),
  what: fc.nat(1000),
  other: fc.nat(1000),
  fits: fc.boolean(),
  minutes: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 2, arbitrary: fc.integer({ min: 60, max: 1500 }) },
    { weight: 1, arbitrary: fc.constantFrom(10_080, 270_000) }
  ),
})

const BREACHES: Breach[] = ['harassment', 'illegal', 'intimate', 'child_abuse', 'spam']
const MEASURES: [Act, number | null][] = [
  ...([
    ['dismiss', null],
    ['note', null],
    ['label', 5],
    ['hide', 5],
  ] as [Act, number | null][]),
  ...([
    ['remove', null],
    ['pause', 3],
    ['pause', 30],
  ] as [Act, number | null][]),
  ['pause', 30],
  ['pause', 30],
]

const pick = <One>(list: readonly One[], dice: number): One | undefined => list[dice % list.length]

/** Does one act in a transaction of its own, as code or as SQL; true when it was let through. */
export async function play(act: RandomAct, town: Town, at: Date): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const done = await attempt(act, town, at, transaction)
    // What a commit would refuse is refused now.
    await transaction.rawQuery('set constraints all immediate')
    await transaction.rawQuery('set constraints all deferred')
    return done
  })
}

async function attempt(
  { kind, who, what, other, fits }: RandomAct,
  town: Town,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await transaction.rawQuery(text, values as never)).rows
  const cases = await rows<{ id: number }>('select id from cases order by id')
  const caseId = pick(cases, what)?.id ?? 0
  const decisions = await rows<{ id: number; by: number }>(
    'select id, decided_by_id as by from decisions order by id desc'
  )
  const decisionId = pick(decisions, what)?.id ?? 0
  const appeals = await rows<{ id: number }>('select id from appeals order by id desc')
  const appealId = pick(appeals, what)?.id ?? 0
  // Those who hold a mandate try more often than the others.
  const tries = fits && (kind === 'claim' || kind === 'hide' || kind === 'review')
  let personId = (tries ? pick(town.mandates, who)?.personId : pick(town.people, who)) ?? 0
  const mandate = fits
    ? town.mandates.find((one) => one.personId === personId)
    : pick(town.mandates, other)
  const [act, days] = pick(MEASURES, other) ?? ['note', null]
  const breach = pick(BREACHES, other) ?? 'spam'
  const ok = (result: { ok: boolean }) => result.ok
  const insert = async (table: string, row: object) => {
    await transaction.table(table).insert(row)
    return true
  }
  const holder = async () => {
    const [claim] = await rows<{ by: number }>(
      'select person_id as by from case_claims where case_id = ? order by id desc limit 1',
      [caseId]
    )
    return claim?.by ?? personId
  }

  switch (kind) {
    case 'report': {
      const post = pick(town.posts, what)
      if (!post) return false
      const report = { address: `/posts/${post.id}`, breach, explanation: 'Ceci.' }
      const reporter = fits ? { personId } : { name: 'Léa', email: 'lea@example.org' }
      return ok(await sendReport({ ...report, reporter, locale: 'fr' }, at, transaction))
    }
    case 'claim':
      return cases.length > 0 && ok(await claimCase({ caseId, personId }, at, transaction))
    case 'release':
      if (cases.length > 0) await releaseCase({ caseId, personId }, at, transaction)
      return false
    case 'aside':
      return cases.length > 0 && ok(await stepAside({ caseId, personId }, at, transaction))
    case 'hide':
      return cases.length > 0 && ok(await hideAtOnce({ caseId, personId, breach }, at, transaction))
    case 'lapse':
      return (await lapseEmergencies(at, transaction)) > 0
    case 'decide': {
      if (cases.length === 0) return false
      if (fits) personId = await holder()
      const words = { facts: 'Un texte.', why: 'La charte.', breach }
      const ground = { kind: 'charter', clause: 'Article 3' } as const
      return ok(await decide({ caseId, personId, act, days, ground, ...words }, at, transaction))
    }
    case 'sign': {
      const [waiting] = await rows<{ id: number }>(
        `select id from decisions d where signatures_needed = 2
          and not exists (select from decision_issues i where i.decision_id = d.id)
          and not exists (select from decision_refusals r where r.decision_id = d.id)`
      )
      if (fits) personId = pick(town.mandates, who)?.personId ?? personId
      const signed = { decisionId: fits ? (waiting?.id ?? 0) : decisionId, personId }
      return ok(await sign(signed, at, transaction))
    }
    case 'set_aside':
      return ok(await setAside({ decisionId, personId, reason: 'Non.' }, at, transaction))
    case 'appeal': {
      const [report] = await rows<{ id: number }>(
        'select r.id from reports r join decisions d on d.case_id = r.case_id where d.id = ?',
        [decisionId]
      )
      const reportId = other % 3 === 0 ? (report?.id ?? null) : null
      const words = { reasons: 'Injuste.', phrase: String(other) }
      const route = fits ? ('jury' as const) : ('person' as const)
      return ok(await lodgeAppeal({ decisionId, reportId, route, ...words }, at, transaction))
    }
    case 'review': {
      const outcome = pick(['upheld', 'varied', 'reversed'] as const, other) ?? 'upheld'
      return ok(await review({ appealId, personId, outcome, reasons: 'Vu.' }, at, transaction))
    }
    case 'vote':
    case 'decline': {
      const jurors = await rows<{ id: number }>(
        'select person_id as id from jurors where appeal_id = ? order by person_id',
        [appealId]
      )
      if (fits) personId = pick(jurors, who)?.id ?? personId
      const declined = { appealId, personId, cause: 'declined' as const }
      if (kind === 'decline') return ok(await declineJury(declined, at, transaction))
      const outcome = pick(['upheld', 'varied', 'reversed', 'reversed'] as const, other) ?? 'upheld'
      return ok(await vote({ appealId, personId, outcome, reasons: 'Vu.' }, at, transaction))
    }
    case 'end_mandate': {
      const ended = pick(town.mandates, other)
      const row = { mandate_id: ended?.id, ended_at: at, cause: 'recalled', recorded_at: at }
      return insert('mandate_endings', row)
    }
    case 'raw_claim':
      return insert('case_claims', {
        ...{ case_id: caseId, person_id: personId, mandate_id: mandate?.id ?? null },
        ...{ claimed_at: at, expires_at: new Date(at.getTime() + 7_200_000) },
      })
    case 'raw_decision':
      if (fits) personId = await holder()
      return insert('decisions', {
        ...{ case_id: caseId, number: `2026-0001-${1000 + decisions.length}` },
        ...{ decided_by_id: personId, act, days, breach, ground: 'charter', clause: 'Article' },
        mandate_id: (town.mandates.find((one) => one.personId === personId) ?? mandate)?.id ?? null,
        ...{ level: pick([3, 5, 6], who), facts: 'a', why: 'b', signatures_needed: 1 + (who % 2) },
        decided_at: at,
      })
    case 'raw_signature':
      return insert('decision_signatures', {
        ...{ decision_id: decisionId, signer_id: personId, mandate_id: mandate?.id ?? null },
        signed_at: at,
      })
    case 'raw_issue':
      return insert('decision_issues', {
        ...{ decision_id: decisionId, issued_at: at, ends_at: null },
        appeal_until: new Date(at.getTime() + (fits ? 190 : 90) * 86_400_000),
      })
    case 'raw_hide':
      return insert('case_emergencies', {
        ...{ case_id: caseId, person_id: personId, mandate_id: mandate?.id ?? null },
        ...{ clause: fits ? 'illegal' : 'spam', hidden_at: at },
        lapses_at: other % 2 ? null : new Date(at.getTime() + 86_400_000),
      })
    case 'raw_lapse':
      return insert('case_emergency_ends', { case_id: caseId, cause: 'lapsed', ended_at: at })
    case 'raw_outcome':
      return insert('appeal_outcomes', {
        ...{ appeal_id: appealId, outcome: fits ? 'reversed' : 'upheld', reasons: 'Non.' },
        ...{ reviewer_id: other % 2 ? personId : null, mandate_id: mandate?.id ?? null },
        decided_at: at,
      })
    case 'raw_opening':
      return insert('case_evidence_openings', {
        ...{ case_id: caseId, person_id: personId, mandate_id: mandate?.id ?? null },
        ...{ part: other % 2 ? 'photos' : 'text', opened_at: at },
      })
    case 'raw_pause':
      return insert('restrictions', {
        ...{ person_id: personId, kind: 'paused', starts_at: at, decision_id: decisionId },
        ...{ ends_at: new Date(at.getTime() + 86_400_000), recorded_at: at },
      })
    case 'raw_juror':
      return insert('jurors', { appeal_id: appealId, person_id: personId, called_at: at })
    case 'raw_statement':
      return insert('statements_of_reasons', {
        ...{ decision_id: decisionId, puid: `x${who}`, made_at: at },
        statement: JSON.stringify({ puid: `x${who}` }),
      })
  }
}
