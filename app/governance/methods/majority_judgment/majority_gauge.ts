import type { Profile } from './grade_profiles.js'
import { gradeAt, medianPlace } from './majority_value.js'

/** The majority gauge (p, α, q) of Balinski and Laraki, in numbers of papers. */
export type Gauge = {
  /** α, the majority grade: the lower median, by place from the worst. */
  grade: number
  /** `+` when more papers are above the majority grade than below, `-` otherwise. */
  sign: '+' | '-'
  /** p: papers that say better. */
  above: number
  /** q: papers that say worse. */
  below: number
}

/** The gauge of a profile that holds a paper at least. */
export function gaugeOf(profile: Profile): Gauge {
  const count = sum(profile)
  const grade = gradeAt(profile, medianPlace(count))
  const [above, below] = [sum(profile.slice(grade + 1)), sum(profile.slice(0, grade))]
  return { grade, sign: above > below ? '+' : '-', above, below }
}

/**
 * Negative when the first is better: by grade, then + before −, then the larger p of two + and the
 * smaller q of two −. Zero where the gauge does not decide, which the majority value may.
 */
export function byGauge(one: Gauge, other: Gauge): number {
  if (one.grade !== other.grade) return other.grade - one.grade
  if (one.sign !== other.sign) return one.sign === '+' ? -1 : 1
  return one.sign === '+' ? other.above - one.above : one.below - other.below
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
