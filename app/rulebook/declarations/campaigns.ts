import vine from '@vinejs/vine'
import { declare } from '../rule.js'

/** Gifts collected for one purpose. */
export const campaignRules = [
  declare('campaigns.missed_goal', {
    schema: vine.enum(['keep', 'refund', 'general_fund']),
    unit: 'choice',
    founding: 'keep',
    majority: 'ordinary',
  }),
] as const
