/** Where a proposal is in its life. */
export const STAGES = [
  'draft',
  'discussion',
  'called',
  'open',
  'counting',
  'adopted',
  'refused',
  'withdrawn',
] as const

export type Stage = (typeof STAGES)[number]

/** The rows that say how far it has come; null where there is none. */
export interface Steps {
  discussedAt: Date | null
  withdrawnAt: Date | null
  opensAt: Date | null
  closesAt: Date | null
  /** Null until the result is recorded. */
  adopted: boolean | null
}

/** The stage at an instant: worked out from the rows and the clock, stored nowhere. */
export function stageOf(steps: Steps, now: Date): Stage {
  if (steps.adopted !== null) return steps.adopted ? 'adopted' : 'refused'
  if (steps.withdrawnAt) return 'withdrawn'
  if (steps.opensAt && steps.closesAt) {
    if (now < steps.opensAt) return 'called'
    return now < steps.closesAt ? 'open' : 'counting'
  }
  return steps.discussedAt ? 'discussion' : 'draft'
}
