import type { Method } from '../methods/transcript.js'
import { BUDGET_METHODS } from './budget_methods.js'
import type { CountingMethod } from './counting_method.js'
import { DECISION_METHODS } from './decision_methods.js'
import { RANKED_METHODS } from './ranked_methods.js'
import { SCORE_METHODS } from './score_methods.js'

/** Every method that counts a file, by the name that `ballots:count` gives it. */
export const COUNTING_METHODS: Record<Method, CountingMethod> = {
  ...RANKED_METHODS,
  ...SCORE_METHODS,
  ...DECISION_METHODS,
  ...BUDGET_METHODS,
}
