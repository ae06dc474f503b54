import vine from '@vinejs/vine'
import { declare, whole } from '../rule.js'

const DETAIL = ['totals_by_account', 'entries_names_masked'] as const

/** Who signs for money, and who sees it. */
export const treasuryRules = [
  declare('treasury.two_signatures_from', {
    schema: whole(0, 10_000_000),
    unit: 'cents',
    founding: 20_000,
    majority: 'ordinary',
  }),
  // Outside of the budget lines already voted.
  declare('treasury.member_vote_from', {
    schema: whole(0, 100_000_000),
    unit: 'cents',
    founding: 100_000,
    majority: 'ordinary',
  }),
  declare('treasury.public_detail', {
    schema: vine.object({ public: vine.enum(DETAIL), members: vine.enum(DETAIL) }),
    unit: 'sentence',
    founding: { public: 'totals_by_account', members: 'entries_names_masked' },
    majority: 'extraordinary',
    contradiction: (detail) =>
      DETAIL.indexOf(detail.members) < DETAIL.indexOf(detail.public) ? 'members_see_less' : null,
  }),
  // Zero: hours are counted, not valued.
  declare('treasury.volunteer_hour_cents', {
    schema: whole(0, 10_000),
    unit: 'cents',
    founding: 0,
    majority: 'ordinary',
  }),
] as const
