import vine from '@vinejs/vine'
import { declare, whole } from '../rule.js'

/** Whose turn it is to be on duty, and for how long. */
export const rotaRules = [
  // In the network's local time; `starts_weekday` counts from Monday, 1, and matters for weeks only.
  declare('rota.slot', {
    schema: vine.object({
      length: vine.enum(['week', 'day', 'half_day']),
      starts_weekday: whole(1, 7),
      starts_at: vine.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      people: whole(1, 5),
      backup_from_moderators: whole(2, 60),
    }),
    unit: 'sentence',
    founding: {
      length: 'week',
      starts_weekday: 1,
      starts_at: '18:00',
      people: 1,
      backup_from_moderators: 4,
    },
    majority: 'ordinary',
  }),
  // Null hours: as long as one slot lasts. Fewer moderators than said: no rest can be promised.
  declare('rota.minimum_rest_hours', {
    schema: vine.object({ hours: whole(0, 744).nullable(), from_moderators: whole(2, 60) }),
    unit: 'sentence',
    founding: { hours: null, from_moderators: 3 },
    majority: 'ordinary',
  }),
  declare('rota.maximum_slots_per_month', {
    schema: vine.object({ weeks: whole(1, 5), days: whole(1, 31), half_days: whole(1, 62) }),
    unit: 'sentence',
    founding: { weeks: 2, days: 8, half_days: 16 },
    majority: 'ordinary',
  }),
] as const
