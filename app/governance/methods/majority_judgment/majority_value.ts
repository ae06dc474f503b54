import type { Profile } from './grade_profiles.js'

/** Where the majority values of two profiles part. */
export interface Parting {
  /** How many median grades are taken away from each before they differ. */
  removed: number
  /** The grades they then show, by place from the worst. */
  grades: readonly [number, number]
}

/** The place of the median among `count` sorted grades, the lower one when they are even; from 1. */
export const medianPlace = (count: number): number => (count + (count % 2)) / 2

/** The grade at a place among the sorted grades, worst first, from 1. */
export function gradeAt(profile: Profile, place: number): number {
  let upTo = 0
  for (const [grade, papers] of profile.entries()) {
    upTo += papers
    if (upTo >= place) return grade
  }
  throw new Error(`No grade has the place ${place}`)
}

/**
 * Compares majority values (Balinski and Laraki): of both profiles the median grade is taken away
 * again and again until the medians differ; null when the profiles are the same. Medians taken away
 * one after the other walk outwards from the middle, so that the nearest place on either side where
 * the sorted grades differ is found from the sums alone, however many papers there are.
 */
export function partingOf(one: Profile, other: Profile): Parting | null {
  const count = one.reduce((sum, papers) => sum + papers, 0)
  const middle = medianPlace(count)
  let [below, above] = [0, Infinity]
  let [upToOne, upToOther] = [0, 0]
  for (const [grade, papers] of one.entries()) {
    upToOne += papers
    upToOther += other[grade] ?? 0
    const first = Math.min(upToOne, upToOther) + 1
    const last = Math.max(upToOne, upToOther)
    if (first > last) continue
    if (first <= middle) below = Math.max(below, Math.min(last, middle))
    if (last > middle) above = Math.min(above, Math.max(first, middle + 1))
  }
  if (upToOne !== upToOther) throw new Error('Profiles of different numbers of papers')
  const even = count % 2 === 0
  const whenBelow = below === 0 ? Infinity : removedBefore(middle - below, !even)
  const whenAbove = above === Infinity ? Infinity : removedBefore(above - middle, even)
  const removed = Math.min(whenBelow, whenAbove)
  if (removed === Infinity) return null
  const place = whenBelow < whenAbove ? below : above
  return { removed, grades: [gradeAt(one, place), gradeAt(other, place)] }
}

/** How many medians go before the one at a distance from the middle, on the side that goes first or not. */
const removedBefore = (distance: number, goesFirst: boolean) =>
  distance === 0 ? 0 : 2 * distance - Number(goesFirst)

/** Negative when the first has the better majority value, zero for the same profiles. */
export function byMajorityValue(one: Profile, other: Profile): number {
  const parting = partingOf(one, other)
  return parting ? parting.grades[1] - parting.grades[0] : 0
}
