import vine from '@vinejs/vine'
import { declare, whole, yesOrNo } from '../rule.js'

const plan = vine.object({
  code: vine.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  name: vine.string().trim().minLength(1).maxLength(60),
  period: vine.enum(['year', 'month', 'lifetime']),
  floor_cents: whole(0, 1_000_000),
  suggested_cents: vine.array(whole(1, 1_000_000)).maxLength(8),
  free_amount: yesOrNo(),
  college: vine.string().trim().minLength(1).maxLength(60).nullable(),
})

/** Whether a day and a month make a day of every year: 29 February is none. */
const isDayOfTheYear = ({ month, day_of_month: day }: { month: number; day_of_month: number }) =>
  day <= new Date(Date.UTC(2026, month, 0)).getUTCDate()

/** What belonging costs, for how long, and when it is asked for. */
export const duesRules = [
  declare('dues.plans', {
    schema: vine.array(plan).minLength(1).maxLength(20),
    unit: 'sentence',
    founding: [
      {
        code: 'yearly',
        name: 'Adhésion à l’année',
        period: 'year',
        floor_cents: 1000,
        suggested_cents: [2000, 3500, 6000],
        free_amount: true,
        college: null,
      },
      {
        code: 'monthly',
        name: 'Adhésion au mois',
        period: 'month',
        floor_cents: 100,
        suggested_cents: [200, 300, 500],
        free_amount: true,
        college: null,
      },
    ],
    majority: 'ordinary',
    contradiction(plans) {
      if (new Set(plans.map(({ code }) => code)).size < plans.length) return 'two_plans_one_code'
      const under = plans.some((one) =>
        one.suggested_cents.some((cents) => cents < one.floor_cents)
      )
      return under ? 'suggested_below_floor' : null
    },
  }),
  declare('dues.period', {
    schema: vine.enum(['civil_year', 'rolling_year', 'month']),
    unit: 'choice',
    founding: 'rolling_year',
    majority: 'ordinary',
  }),
  // From that day on, joining under a civil year also pays for the next one.
  declare('dues.roll_over', {
    schema: vine.object({ month: whole(1, 12), day_of_month: whole(1, 31) }),
    unit: 'sentence',
    founding: { month: 10, day_of_month: 1 },
    majority: 'ordinary',
    contradiction: (date) => (isDayOfTheYear(date) ? null : 'no_such_day'),
  }),
  declare('dues.sliding_scale', {
    schema: vine
      .array(
        vine.object({
          plan: vine.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
          name: vine.string().trim().minLength(1).maxLength(60),
          bracket_cents: whole(1, 1_000_000),
        })
      )
      .maxLength(30),
    unit: 'sentence',
    founding: [],
    majority: 'ordinary',
  }),
  declare('dues.instalments', {
    schema: whole(1, 12),
    unit: 'months',
    founding: 3,
    majority: 'ordinary',
  }),
  declare('dues.grace_days', {
    schema: whole(0, 365),
    unit: 'days',
    founding: 60,
    majority: 'ordinary',
  }),
  // Days from the end of the period paid for: negative before it, positive after.
  declare('dues.reminder_days', {
    schema: vine.array(whole(-90, 180)).maxLength(12),
    unit: 'sentence',
    founding: [-30, -7, 7, 30, 60],
    majority: 'ordinary',
    contradiction: (days) =>
      days.every((day, index) => index === 0 || day > (days[index - 1] ?? day))
        ? null
        : 'not_in_order',
  }),
  declare('dues.solidarity_pot', {
    schema: yesOrNo(),
    unit: 'switch',
    founding: false,
    majority: 'ordinary',
  }),
  declare('dues.solidarity_cents', {
    schema: whole(1, 1_000_000),
    unit: 'cents',
    founding: 100,
    majority: 'ordinary',
  }),
  declare('dues.share_cents', {
    schema: whole(100, 1_000_000),
    unit: 'cents',
    founding: 2000,
    majority: 'extraordinary',
  }),
  declare('dues.capital_floor_cents', {
    schema: whole(0, 1_000_000_000),
    unit: 'cents',
    founding: 0,
    majority: 'extraordinary',
  }),
] as const
