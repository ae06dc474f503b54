import { test } from '@japa/runner'
import { checkValue } from '#rulebook/check_value'
import { isRuleKey, RULES, ruleOf, type RuleKey, type RuleValues } from '#rulebook/declarations'
import { CHAPTERS } from '#rulebook/rule'

/** Written by hand from the design: the table of chapters, then the points settled after it. */
const DESIGNED = [
  'join.mode',
  'join.approvals_needed',
  'join.invitations_per_member_per_month',
  'join.minimum_age',
  'feed.visibility_default',
  'feed.post_max_characters',
  'feed.photos_per_post',
  'feed.posts_per_member_per_day',
  'feed.edit_window_minutes',
  'dues.plans',
  'dues.period',
  'dues.roll_over',
  'dues.sliding_scale',
  'dues.instalments',
  'dues.grace_days',
  'votes.minimum_membership_days',
  'votes.notice_days',
  'votes.open_days',
  'votes.quorum',
  'votes.threshold',
  'votes.proxies_per_holder',
  'votes.seconders_needed',
  'mandates.moderator',
  'mandates.treasurer',
  'mandates.board',
  'mandates.recall_seconders',
  'moderation.ladder',
  'moderation.second_pair_of_eyes_from',
  'moderation.acknowledge_within_hours',
  'moderation.decide_within_hours',
  'moderation.appeal_within_days',
  'moderation.jury_size',
  'rota.slot',
  'rota.minimum_rest_hours',
  'rota.maximum_slots_per_month',
  'treasury.two_signatures_from',
  'treasury.public_detail',
  'emergency.max_days',
  'votes.colleges',
  'votes.minimum_group_to_publish',
  'votes.tellers_cosign',
  'dues.reminder_days',
  'dues.solidarity_pot',
  'dues.solidarity_cents',
  'dues.share_cents',
  'dues.capital_floor_cents',
  'campaigns.missed_goal',
  'treasury.volunteer_hour_cents',
  'treasury.member_vote_from',
  'join.held_posts',
  'privacy.retention_sealed_evidence_months',
  'privacy.retention_statements_of_reasons_months',
  'privacy.retention_reporter_identity_months',
  'privacy.retention_rota_log_months',
  'privacy.retention_photo_hashes_months',
  'privacy.retention_civil_identity_months',
  'privacy.retention_account_data_months',
  'privacy.retention_connection_addresses_months',
]

const EXTRAORDINARY = [
  'dues.capital_floor_cents',
  'dues.share_cents',
  'emergency.max_days',
  'mandates.board',
  'mandates.recall_seconders',
  'mandates.treasurer',
  'moderation.appeal_within_days',
  'moderation.ladder',
  'treasury.public_detail',
  'votes.colleges',
  'votes.minimum_group_to_publish',
  'votes.minimum_membership_days',
  'votes.notice_days',
  'votes.open_days',
  'votes.proxies_per_holder',
  'votes.quorum',
  'votes.tellers_cosign',
  'votes.threshold',
]

const FOUNDING: Partial<RuleValues> = {
  'join.mode': 'request',
  'join.approvals_needed': 1,
  'join.invitations_per_member_per_month': 5,
  'join.minimum_age': 15,
  'join.held_posts': 3,
  'feed.visibility_default': 'public',
  'feed.post_max_characters': 5000,
  'feed.photos_per_post': 10,
  'feed.posts_per_member_per_day': 20,
  'feed.edit_window_minutes': null,
  'dues.period': 'rolling_year',
  'dues.roll_over': { month: 10, day_of_month: 1 },
  'dues.sliding_scale': [],
  'dues.instalments': 3,
  'dues.grace_days': 60,
  'dues.reminder_days': [-30, -7, 7, 30, 60],
  'dues.solidarity_pot': false,
  'dues.solidarity_cents': 100,
  'dues.share_cents': 2000,
  'dues.capital_floor_cents': 0,
  'campaigns.missed_goal': 'keep',
  'votes.minimum_membership_days': 30,
  'votes.notice_days': { ordinary: 15, extraordinary: 15 },
  'votes.open_days': 7,
  'votes.proxies_per_holder': 2,
  'votes.seconders_needed': { people: 3, percent: 10 },
  'votes.colleges': [],
  'votes.minimum_group_to_publish': 5,
  'votes.tellers_cosign': false,
  'mandates.recall_seconders': { percent: 10, people: 3 },
  'moderation.second_pair_of_eyes_from': 7,
  'moderation.acknowledge_within_hours': { day: 4, night: 12 },
  'moderation.decide_within_hours': 72,
  'moderation.appeal_within_days': 180,
  'treasury.two_signatures_from': 200_00,
  'treasury.member_vote_from': 1000_00,
  'treasury.volunteer_hour_cents': 0,
  'emergency.max_days': 14,
}

test.group('Declared rules', () => {
  test('every rule of the design is declared, and none besides', ({ assert }) => {
    assert.sameMembers(
      RULES.map(({ key }) => key),
      DESIGNED
    )
  })

  test('a key is declared once and its first word is its chapter', ({ assert }) => {
    assert.lengthOf(new Set(RULES.map(({ key }) => key)), RULES.length)
    for (const { key, chapter } of RULES) assert.equal(key.split('.')[0], chapter)
    assert.sameMembers([...new Set(RULES.map(({ chapter }) => chapter))], [...CHAPTERS])
  })

  test('a word that is no rule is known not to be one', ({ assert }) => {
    assert.isTrue(isRuleKey('dues.grace_days'))
    assert.isFalse(isRuleKey('dues.colour'))
    assert.isFalse(isRuleKey('toString'))
  })

  test('the rules that hold up the others need an extraordinary majority', ({ assert }) => {
    const extraordinary = RULES.filter(({ majority }) => majority === 'extraordinary')
    assert.sameMembers(
      extraordinary.map(({ key }) => key),
      EXTRAORDINARY
    )
  })

  test('a network starts with the values of the design', ({ assert }) => {
    for (const [key, value] of Object.entries(FOUNDING)) {
      assert.deepEqual(ruleOf(key as RuleKey).founding, value, key)
    }
  })

  test('every founding default is a value that its rule can take', async ({ assert }) => {
    for (const { key, founding } of RULES) {
      assert.deepEqual(await checkValue(key, founding), { ok: true, value: founding }, key)
    }
  })
})
