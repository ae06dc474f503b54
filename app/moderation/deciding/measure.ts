import type { RuleValues } from '#rulebook/declarations'
import { levelOf, type Measure } from '../procedure/ladder.js'

/** What a moderator may decide; hiding and removing are one rung of the ladder. */
export const ACTS = [
  'dismiss',
  'note',
  'label',
  'hide',
  'remove',
  'pause',
  'propose_exclusion',
] as const

export type Act = (typeof ACTS)[number]

/** The act and, for what ends, its days. */
export interface DecidedMeasure {
  act: Act
  days: number | null
}

type Ladder = RuleValues['moderation.ladder']

const RESTRICTS: readonly Act[] = ['label', 'hide', 'remove', 'pause']

/** Whether a measure takes something away, and is owed a statement of reasons. */
export const restricts = (act: Act): act is 'label' | 'hide' | 'remove' | 'pause' =>
  RESTRICTS.includes(act)

/** Which measures end by themselves. */
export const lasts = (act: Act): boolean => act === 'label' || act === 'hide' || act === 'pause'

/** What the ladder of the rule book calls a measure. */
const onLadder = ({ act, days }: DecidedMeasure): Measure => {
  if (act === 'hide' || act === 'remove') return { act: 'hide_or_remove', days: null }
  return { act, days: act === 'pause' ? days : null }
}

/** The level of a measure on the network's ladder; null when the network has no such measure. */
export const levelOn = (measure: DecidedMeasure, ladder: Ladder): number | null =>
  levelOf(onLadder(measure), { ladder, secondPairOfEyesFrom: 0 })

/** How long a post stays hidden or labelled when an appeal makes a harder measure lighter. */
const LIGHTER_DAYS = 30

/**
 * The next lighter measure, when an appeal varies one: a removal becomes a month's hiding, a pause half
 * of it, anything else a note. Null when there is nothing lighter, or what was found never comes back.
 */
export function lighterOf(
  { act, days }: DecidedMeasure,
  ladder: Ladder,
  neverReturns: boolean
): DecidedMeasure | null {
  const exists = (measure: DecidedMeasure) => (levelOn(measure, ladder) === null ? null : measure)
  const note = exists({ act: 'note', days: null })
  switch (act) {
    case 'dismiss':
    case 'note':
      return null
    case 'remove':
      return neverReturns ? null : { act: 'hide', days: LIGHTER_DAYS }
    case 'label':
    case 'hide':
      return note
    case 'pause': {
      const half = Math.floor((days ?? 0) / 2)
      return half >= 1 ? (exists({ act: 'pause', days: half }) ?? note) : note
    }
    case 'propose_exclusion': {
      const longest = Math.max(0, ...ladder.map(({ to_days: most }) => most ?? 0))
      return longest > 0 ? { act: 'pause', days: longest } : note
    }
  }
}
