import type { HttpContext } from '@adonisjs/core/http'
import type { I18n } from '@adonisjs/i18n'
import db from '@adonisjs/lucid/services/db'
import { plainTextHtml } from '#organisation/plain_text_html'
import { ruleOf } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { currentBook } from '#rulebook/rule_book'
import { valueInWords } from '#rulebook/value_in_words'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { rulesInReach } from './emergency.js'
import { onTheBoard } from './propose_measure.js'
import { readMeasures, type MeasureRead } from './read_measures.js'

/** Every measure, those in force first; one that waits for a signature is the board's to see. */
export async function measuresPage(ctx: HttpContext, refusal: string | null = null) {
  const { viewer, i18n } = ctx
  const now = clock.now()
  const measures = await readMeasures(now)
  const board = viewer?.holds('emergency.take') === true
  const seats = await db.transaction((transaction) => onTheBoard(now, transaction))
  const shown = (stages: MeasureRead['stage'][]) =>
    measures.filter(({ stage }) => stages.includes(stage)).map((one) => said(one, ctx))
  return {
    refusal,
    most: (await currentBook(now)).value('emergency.max_days'),
    running: shown(['running']),
    waiting: board ? shown(['waiting']) : [],
    past: shown(board ? ['over', 'withdrawn', 'lapsed'] : ['over']),
    mayPropose: board && seats >= 2,
    // With fewer than two nobody can: it is said to anyone, since it is how this network stands.
    alone: seats < 2 ? i18n.t('emergency.alone', { count: seats }) : null,
  }
}

/** The rules that a measure may set, in the reader's words. */
export function rulesOffered(i18n: I18n) {
  return rulesInReach().map(({ chapter, rules }) => ({
    name: chapter,
    title: i18n.t(`rulebook.chapters.${chapter}`),
    rules: rules.map(({ key }) => ({
      href: `/decide/emergency/new?key=${key}`,
      title: i18n.t(titleKey(key)),
    })),
  }))
}

function said(measure: MeasureRead, { viewer, i18n }: HttpContext) {
  const { id, key, value, title, stage, days, proposedById, signedAt, endsAt, adopted } = measure
  const t = (name: string, words?: Record<string, unknown>) => i18n.t(name, words)
  const date = (at: Date) => dateLabel(at, i18n.locale)
  const own = viewer?.id === proposedById
  return {
    ...{ id, title, stage },
    rule: { title: t(titleKey(key)), href: `/rules/${key}` },
    value: valueInWords(i18n.locale, ruleOf(key), value, t),
    reasonsHtml: plainTextHtml(measure.reasons),
    vote: measure.proposalId === null ? null : `/decide/${measure.proposalId}`,
    by: viewer && byWhom(measure, i18n),
    when:
      signedAt && endsAt
        ? t(`emergency.when.${stage}`, { from: date(signedAt), until: date(endsAt) })
        : t(`emergency.when.${stage}`, { on: date(measure.proposedAt), days }),
    verdict: adopted === null ? null : t(`emergency.verdicts.${adopted ? 'kept' : 'ended'}`),
    maySign: stage === 'waiting' && !own,
    mayWithdraw: stage === 'waiting' && own,
  }
}

const byWhom = ({ proposedBy: proposed, signedBy: signed }: MeasureRead, i18n: I18n) =>
  signed === null
    ? i18n.t('emergency.by.one', { proposed })
    : i18n.t('emergency.by.two', { proposed, signed })
