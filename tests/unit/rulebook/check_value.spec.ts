import { test } from '@japa/runner'
import { checkValue } from '#rulebook/check_value'
import { ruleOf, type RuleKey } from '#rulebook/declarations'

/** The founding default of a structured rule, with some of its parts changed. */
const changed = (key: RuleKey, parts: object) => ({ ...Object(ruleOf(key).founding), ...parts })

const plan = {
  code: 'yearly',
  name: 'Plein tarif',
  period: 'year',
  floor_cents: 1000,
  suggested_cents: [2000],
  free_amount: true,
  college: null,
}

const threshold = (operator: string, numerator: number, denominator: number) => {
  const ordinary = { base: 'exprimes', operator, numerator, denominator }
  return changed('votes.threshold', { ordinary })
}

const step = (act: string, from_days: number | null = null, to_days: number | null = null) => ({
  act,
  from_days,
  to_days,
})

const refusedValues: [RuleKey, string, unknown, string][] = [
  ['join.mode', 'an unknown word', 'lottery', 'enum'],
  ['join.approvals_needed', 'nobody', 0, 'range'],
  ['join.minimum_age', 'a child without its parents', 14, 'range'],
  ['feed.visibility_default', 'the word that was given up', 'members', 'enum'],
  ['feed.post_max_characters', 'too few', 139, 'range'],
  ['feed.post_max_characters', 'too many', 50_001, 'range'],
  ['feed.post_max_characters', 'half a character', 5000.5, 'withoutDecimals'],
  ['feed.post_max_characters', 'a number written as text', '5000', 'number'],
  ['feed.post_max_characters', 'an empty text', '', 'number'],
  ['feed.post_max_characters', 'nothing', null, 'required'],
  ['feed.edit_window_minutes', 'a negative time', -1, 'range'],
  ['dues.solidarity_pot', 'a word for yes', 'on', 'boolean'],
  ['dues.plans', 'no plan', [], 'array.minLength'],
  ['dues.plans', 'two plans of one code', [plan, plan], 'two_plans_one_code'],
  [
    'dues.plans',
    'less than the floor',
    [{ ...plan, suggested_cents: [999] }],
    'suggested_below_floor',
  ],
  ['dues.plans', 'a code with spaces', [{ ...plan, code: 'full price' }], 'regex'],
  ['dues.roll_over', 'a day of no year', { month: 4, day_of_month: 31 }, 'no_such_day'],
  ['dues.roll_over', 'a day of some years', { month: 2, day_of_month: 29 }, 'no_such_day'],
  [
    'dues.sliding_scale',
    'a bracket that costs nothing',
    [{ plan: 'yearly', name: 'Peu', bracket_cents: 0 }],
    'range',
  ],
  ['dues.reminder_days', 'a later one first', [7, -7], 'not_in_order'],
  ['dues.reminder_days', 'twice the same day', [7, 7], 'not_in_order'],
  ['votes.notice_days', 'half of it', { ordinary: 15 }, 'required'],
  ['votes.quorum', 'one number', 20, 'object'],
  [
    'votes.quorum',
    'more than everybody',
    changed('votes.quorum', { extraordinary: { percent: 101 } }),
    'range',
  ],
  [
    'votes.threshold',
    'exactly half, which a tie reaches',
    threshold('at_least', 1, 2),
    'minority_decides',
  ],
  ['votes.threshold', 'a third', threshold('more_than', 1, 3), 'minority_decides'],
  ['votes.threshold', 'more than everybody', threshold('more_than', 2, 2), 'unreachable'],
  ['votes.threshold', 'three halves', threshold('at_least', 3, 2), 'unreachable'],
  ['mandates.moderator', 'one number', 3, 'object'],
  [
    'mandates.moderator',
    'a method for one seat',
    changed('mandates.moderator', { method: 'schulze' }),
    'method_fills_one_seat',
  ],
  [
    'mandates.board',
    'a method for one seat',
    changed('mandates.board', { method: 'irv' }),
    'method_fills_one_seat',
  ],
  [
    'moderation.ladder',
    'no way to dismiss',
    [step('note'), step('propose_exclusion')],
    'dismissal_to_exclusion',
  ],
  [
    'moderation.ladder',
    'a note after an exclusion',
    [step('dismiss'), step('propose_exclusion'), step('note')],
    'not_in_order',
  ],
  [
    'moderation.ladder',
    'an endless pause',
    [step('dismiss'), step('pause', 1), step('propose_exclusion')],
    'only_pauses_last',
  ],
  [
    'moderation.ladder',
    'a note that lasts',
    [step('dismiss'), step('note', 1, 2), step('propose_exclusion')],
    'only_pauses_last',
  ],
  [
    'moderation.ladder',
    'two pauses that overlap',
    [step('dismiss'), step('pause', 1, 7), step('pause', 7, 9), step('propose_exclusion')],
    'not_in_order',
  ],
  [
    'moderation.ladder',
    'a pause turned around',
    [step('dismiss'), step('pause', 7, 1), step('propose_exclusion')],
    'pause_ends_before_it_starts',
  ],
  ['moderation.appeal_within_days', 'less than six months', 179, 'range'],
  [
    'moderation.jury_size',
    'a jury that can tie',
    changed('moderation.jury_size', { jurors: 4 }),
    'even_jury',
  ],
  [
    'moderation.jury_size',
    'a small jury that is larger',
    changed('moderation.jury_size', { jurors_when_small: 7 }),
    'small_jury_larger',
  ],
  [
    'rota.slot',
    'an hour that does not exist',
    changed('rota.slot', { starts_at: '25:00' }),
    'regex',
  ],
  ['treasury.two_signatures_from', 'a negative amount', -1, 'range'],
  [
    'treasury.public_detail',
    'members who see less',
    { public: 'entries_names_masked', members: 'totals_by_account' },
    'members_see_less',
  ],
  ['privacy.retention_connection_addresses_months', 'more than the law', 13, 'range'],
  ['privacy.retention_sealed_evidence_months', 'less than the time to appeal', 5, 'range'],
  ['emergency.max_days', 'more than a month', 31, 'range'],
]

const takenValues: [RuleKey, string, unknown][] = [
  ['feed.edit_window_minutes', 'no limit', null],
  ['feed.edit_window_minutes', 'fifteen minutes', 15],
  ['votes.minimum_membership_days', 'no seniority, as the demo has it', 0],
  ['votes.threshold', 'three quarters', threshold('at_least', 3, 4)],
  ['votes.threshold', 'everybody', threshold('at_least', 1, 1)],
  [
    'mandates.treasurer',
    'two treasurers by approval',
    { seats: 2, term_months: 24, method: 'approval' },
  ],
  ['moderation.ladder', 'two steps', [step('dismiss'), step('propose_exclusion')]],
  ['dues.reminder_days', 'no reminder', []],
]

test.group('Values of rules', () => {
  test('{0} refuses {1}')
    .with(refusedValues)
    .run(async ({ assert }, [key, , value, reason]) => {
      const checked = await checkValue(key, value)
      assert.isFalse(checked.ok)
      if (!checked.ok)
        assert.include(
          checked.refusal.map(({ rule }) => rule),
          reason
        )
    })

  test('{0} takes {1}')
    .with(takenValues)
    .run(async ({ assert }, [key, , value]) => {
      assert.deepEqual(await checkValue(key, value), { ok: true, value })
    })

  test('a part that the rule does not know is left out', async ({ assert }) => {
    const value = { ordinary: 15, extraordinary: 20 }
    const checked = await checkValue('votes.notice_days', { ...value, secret: 1 })
    assert.deepEqual(checked, { ok: true, value })
  })
})
