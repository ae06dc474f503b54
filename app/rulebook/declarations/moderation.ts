import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { declare, whole } from '../rule.js'

const ACTS = ['dismiss', 'note', 'label', 'hide_or_remove', 'pause', 'propose_exclusion'] as const

const step = vine.object({
  act: vine.enum(ACTS),
  from_days: whole(1, 365).nullable(),
  to_days: whole(1, 365).nullable(),
})

function brokenLadder(steps: Infer<typeof step>[]): string | null {
  for (const [index, { act, from_days: from, to_days: to }] of steps.entries()) {
    if (act === 'pause' ? from === null || to === null : from !== null || to !== null)
      return 'only_pauses_last'
    if (from !== null && to !== null && from > to) return 'pause_ends_before_it_starts'
    const before = steps[index - 1]
    if (!before) continue
    const climb = ACTS.indexOf(act) - ACTS.indexOf(before.act)
    const longer = act === 'pause' && (from ?? 0) > (before.to_days ?? 0)
    if (climb < 0 || (climb === 0 && !longer)) return 'not_in_order'
  }
  const ends = steps.at(0)?.act === 'dismiss' && steps.at(-1)?.act === 'propose_exclusion'
  return ends ? null : 'dismissal_to_exclusion'
}

const act = (name: (typeof ACTS)[number]) => ({ act: name, from_days: null, to_days: null })

/** What moderators may do, how fast, and how it is answered. */
export const moderationRules = [
  // The level of a step is its place, from 0.
  declare('moderation.ladder', {
    schema: vine.array(step).minLength(2).maxLength(12),
    unit: 'sentence',
    founding: [
      act('dismiss'),
      act('note'),
      act('label'),
      act('hide_or_remove'),
      { act: 'pause', from_days: 1, to_days: 7 },
      { act: 'pause', from_days: 8, to_days: 90 },
      act('propose_exclusion'),
    ],
    majority: 'extraordinary',
    contradiction: brokenLadder,
  }),
  // A pause longer than this needs two signatures; an exclusion always does.
  declare('moderation.second_pair_of_eyes_from', {
    schema: whole(0, 90),
    unit: 'days',
    founding: 7,
    majority: 'ordinary',
  }),
  declare('moderation.acknowledge_within_hours', {
    schema: vine.object({ day: whole(1, 48), night: whole(1, 48) }),
    unit: 'sentence',
    founding: { day: 4, night: 12 },
    majority: 'ordinary',
  }),
  declare('moderation.decide_within_hours', {
    schema: whole(1, 720),
    unit: 'hours',
    founding: 72,
    majority: 'ordinary',
  }),
  // Never less than six calendar months, whatever the days say (Regulation (EU) 2022/2065, art. 20).
  declare('moderation.appeal_within_days', {
    schema: whole(180, 1095),
    unit: 'days',
    founding: 180,
    majority: 'extraordinary',
  }),
  declare('moderation.jury_size', {
    schema: vine.object({
      jurors: whole(3, 15),
      jurors_when_small: whole(1, 15),
      small_below_members: whole(0, 1000),
    }),
    unit: 'sentence',
    founding: { jurors: 5, jurors_when_small: 3, small_below_members: 40 },
    majority: 'ordinary',
    contradiction: ({ jurors, jurors_when_small: few }) => {
      if (jurors % 2 === 0 || few % 2 === 0) return 'even_jury'
      return few > jurors ? 'small_jury_larger' : null
    },
  }),
] as const
