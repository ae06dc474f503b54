import vine from '@vinejs/vine'
import { declare, whole } from '../rule.js'

/** How one comes in. */
export const joinRules = [
  declare('join.mode', {
    schema: vine.enum(['open', 'invitation', 'request']),
    unit: 'choice',
    founding: 'request',
    majority: 'ordinary',
  }),
  declare('join.approvals_needed', {
    schema: whole(1, 10),
    unit: 'people',
    founding: 1,
    majority: 'ordinary',
  }),
  declare('join.invitations_per_member_per_month', {
    schema: whole(0, 100),
    unit: 'invitations',
    founding: 5,
    majority: 'ordinary',
  }),
  // Below 15 a parent must consent too (loi Informatique et Libertés, art. 45).
  declare('join.minimum_age', {
    schema: whole(15, 21),
    unit: 'years',
    founding: 15,
    majority: 'ordinary',
  }),
  declare('join.held_posts', {
    schema: whole(0, 20),
    unit: 'posts',
    founding: 3,
    majority: 'ordinary',
  }),
] as const
