import type { I18n } from '@adonisjs/i18n'
import type { RuleValues } from '#rulebook/declarations'
import { neverReturns } from '../cases/breaches.js'
import type { CaseRead } from '../cases/read_case.js'
import { ACTS, lasts, levelOn, type Act } from '../deciding/measure.js'

/** A measure as a choice of the form. */
export interface MeasureOffered {
  value: Act
  label: string
  hint: string
  lasts: boolean
}

/** The measures of the network's ladder that can be taken on this: a comment has no label, an account hides nowhere. */
export function measuresOffered(
  ladder: RuleValues['moderation.ladder'],
  { subjectKind, breach }: Pick<CaseRead, 'subjectKind' | 'breach'>,
  i18n: I18n
): MeasureOffered[] {
  const pauses = ladder.filter(({ act }) => act === 'pause')
  const bounds = {
    from: Math.min(...pauses.map(({ from_days: days }) => days ?? 1)),
    to: Math.max(...pauses.map(({ to_days: days }) => days ?? 1)),
  }
  const there = (act: Act) => {
    const days = act === 'pause' ? bounds.from : null
    if (levelOn({ act, days }, ladder) === null) return false
    if (subjectKind === 'account') return !['label', 'hide', 'remove'].includes(act)
    if (act === 'label') return subjectKind === 'post'
    return act !== 'hide' || !neverReturns(breach)
  }
  return ACTS.filter(there).map((act) => ({
    value: act,
    label: i18n.t(`moderation.acts.${act}.label`),
    hint: i18n.t(`moderation.acts.${act}.hint`, bounds),
    lasts: lasts(act),
  }))
}
