import i18nManager from '@adonisjs/i18n/services/main'
import db from '@adonisjs/lucid/services/db'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { decide } from '#moderation/deciding/decide'
import { forgetModeration } from '#moderation/keeping/keep_moderation'
import { queueFor } from '#moderation/pages/queue_page'
import { Mandate } from '#people/mandate'
import type { RuleKey, RuleValues } from '#rulebook/declarations'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import type { Obeyed } from '#tests/support/rules_obeyed'
import { claimedBy, decided, reported } from './cases.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const LONG_AGO = new Date('2021-01-01T00:00:00Z')

/** A moderator since long ago, and a case of that instant in their hands. */
async function heldCase(at: Date) {
  const fatou = await someone('Fatou')
  const endsAt = new Date(at.getTime() + 900 * DAY)
  await Mandate.grant({
    ...{ personId: fatou.id, role: 'moderator', startsAt: LONG_AGO, endsAt, at: clock.now() },
  })
  const { caseId, reportId } = await reported(await aPost(await someone('Hugo')), at)
  await claimedBy(fatou, caseId, at)
  return { fatou, caseId, reportId }
}

/** What becomes of a pause of so many days. */
async function paused(days: number): Promise<string> {
  const at = clock.now()
  const { fatou, caseId } = await heldCase(at)
  const result = await db.transaction((transaction) =>
    decide(
      {
        ...{ caseId, personId: fatou.id, act: 'pause', days, breach: 'harassment' },
        ...{ ground: { kind: 'charter', clause: 'Article 3' }, facts: 'Une menace.', why: 'Non.' },
      },
      at,
      transaction
    )
  )
  if (!result.ok) return result.refusal
  return result.value.issued ? 'issued' : 'waits'
}

const EIGHT_MONTHS = 245 * DAY

/** Whether something of a case decided eight months ago is still there after a night's work. */
const after = (kept: (caseId: number) => Promise<unknown>) => async () => {
  const at = new Date(clock.now().getTime() - EIGHT_MONTHS)
  const { fatou, caseId } = await heldCase(at)
  await decided(fatou, caseId, { act: 'label', days: 5 }, at)
  await db.table('known_photos').insert({
    ...{ hash: Buffer.alloc(8, caseId % 250), breach: 'illegal', case_id: caseId },
    recorded_at: at,
  })
  // The decision was committed eight months ago: what a commit asks is asked before the night.
  await db.rawQuery('set constraints all immediate')
  await db.rawQuery('set constraints all deferred')
  await forgetModeration(clock.now())
  return Boolean(await kept(caseId))
}

const pauseless: RuleValues['moderation.ladder'] = [
  ...(['dismiss', 'note', 'label', 'hide_or_remove', 'propose_exclusion'] as const),
].map((act) => ({ act, from_days: null, to_days: null }))

/** What is otherwise under each rule of moderation. */
export const MODERATION_RULES: Partial<Record<RuleKey, Obeyed>> = {
  'moderation.ladder': {
    value: pauseless,
    seen: () => paused(3),
    was: 'issued',
    becomes: 'no_such_measure',
  },
  'moderation.second_pair_of_eyes_from': {
    value: 2,
    seen: () => paused(5),
    was: 'issued',
    becomes: 'waits',
  },
  'moderation.acknowledge_within_hours': {
    value: { day: 1, night: 1 },
    seen: async () => {
      const { caseId } = await reported(await aPost(await someone('Hugo')), clock.now())
      const row = await db.from('cases').where('id', caseId).firstOrFail()
      return (row.acknowledge_by.getTime() - row.opened_at.getTime()) / HOUR
    },
    was: 4,
    becomes: 1,
  },
  'moderation.decide_within_hours': {
    value: 5,
    seen: async () => {
      const at = clock.now()
      const { fatou } = await heldCase(at)
      const { mine } = await queueFor(fatou.id, at, i18nManager.locale('fr'))
      const label = (hours: number) => dateLabel(new Date(at.getTime() + hours * HOUR), 'fr')
      return [5, 72].find((hours) => label(hours) === mine[0]?.due)
    },
    was: 72,
    becomes: 5,
  },
  'moderation.jury_size': {
    value: { jurors: 3, jurors_when_small: 1, small_below_members: 40 },
    seen: async () => {
      const at = clock.now()
      const { fatou, caseId } = await heldCase(at)
      const { decisionId } = await decided(fatou, caseId, { act: 'note', days: null }, at)
      const appeal = { decisionId, reportId: null, reasons: 'Non.', phrase: '' }
      const lodged = await db.transaction((transaction) =>
        lodgeAppeal({ ...appeal, route: 'jury' }, at, transaction)
      )
      if (!lodged.ok) return lodged.refusal
      return (await db.from('jurors').where('appeal_id', lodged.value.appealId)).length
    },
    was: 3,
    becomes: 1,
  },
  'privacy.retention_sealed_evidence_months': {
    value: 12,
    seen: after((caseId) => db.from('case_evidence').where('case_id', caseId).first()),
    was: false,
    becomes: true,
  },
  'privacy.retention_statements_of_reasons_months': {
    value: 6,
    seen: after((caseId) =>
      db
        .from('statements_of_reasons')
        .join('decisions', 'decisions.id', 'statements_of_reasons.decision_id')
        .where('case_id', caseId)
        .first()
    ),
    was: true,
    becomes: false,
  },
  'privacy.retention_reporter_identity_months': {
    value: 6,
    seen: after((caseId) =>
      db.from('reports').where({ case_id: caseId, reporter_email: 'lea@example.org' }).first()
    ),
    was: true,
    becomes: false,
  },
  'privacy.retention_photo_hashes_months': {
    value: 1,
    seen: after((caseId) => db.from('known_photos').where('case_id', caseId).first()),
    was: true,
    becomes: false,
  },
}
