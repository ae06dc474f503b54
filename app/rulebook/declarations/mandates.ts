import vine from '@vinejs/vine'
import { declare, percent, whole } from '../rule.js'

const ONE_SEAT_ONLY = ['majority-judgment', 'schulze', 'irv']
const method = () =>
  vine.enum(['scottish-stv', 'meek-stv', 'approval', 'majority-judgment', 'schulze', 'irv'])

const bench = () =>
  vine.object({ seats: whole(1, 30), term_months: whole(1, 72), method: method() })

const wrongMethod = (most: number, name: string) =>
  most > 1 && ONE_SEAT_ONLY.includes(name) ? 'method_fills_one_seat' : null

/** Powers lent by a vote: how many, how long, how they end. */
export const mandateRules = [
  declare('mandates.moderator', {
    schema: vine.object({
      // `base` up to `up_to_members` members, then one more per `one_more_per`, never over `at_most`.
      seats: vine.object({
        base: whole(1, 30),
        up_to_members: whole(1, 10_000),
        one_more_per: whole(1, 10_000),
        at_most: whole(1, 60),
      }),
      term_months: whole(1, 36),
      terms_in_a_row: whole(1, 20),
      method: method(),
    }),
    unit: 'sentence',
    founding: {
      seats: { base: 3, up_to_members: 60, one_more_per: 40, at_most: 12 },
      term_months: 6,
      terms_in_a_row: 3,
      method: 'scottish-stv',
    },
    majority: 'ordinary',
    contradiction: (mandate) =>
      mandate.seats.at_most < mandate.seats.base
        ? 'at_most_below_base'
        : wrongMethod(mandate.seats.at_most, mandate.method),
  }),
  declare('mandates.treasurer', {
    schema: bench(),
    unit: 'sentence',
    founding: { seats: 1, term_months: 12, method: 'majority-judgment' },
    majority: 'extraordinary',
    contradiction: (mandate) => wrongMethod(mandate.seats, mandate.method),
  }),
  declare('mandates.board', {
    schema: bench(),
    unit: 'sentence',
    founding: { seats: 3, term_months: 12, method: 'scottish-stv' },
    majority: 'extraordinary',
    contradiction: (mandate) => wrongMethod(mandate.seats, mandate.method),
  }),
  // The larger of the two counts, and never more than half of the others.
  declare('mandates.recall_seconders', {
    schema: vine.object({ percent: percent(), people: whole(1, 1000) }),
    unit: 'sentence',
    founding: { percent: 10, people: 3 },
    majority: 'extraordinary',
  }),
] as const
