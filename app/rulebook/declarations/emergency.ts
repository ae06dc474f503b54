import { declare, whole } from '../rule.js'

/** What two board mandates may do without a vote, for a while. */
export const emergencyRules = [
  declare('emergency.max_days', {
    schema: whole(1, 30),
    unit: 'days',
    founding: 14,
    majority: 'extraordinary',
  }),
] as const
