import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { callVote, supportMissing } from '#governance/calling/call'
import { keepVotes } from '#governance/closing/close'
import { measureRefused } from '#governance/emergency/propose_measure'
import { foldsColleges } from '#governance/outcome/folds_colleges'
import { giveProxy } from '#governance/voting/give_proxy'
import type { ProposalRead } from '#governance/proposing/read_proposal'
import { readProposal } from '#governance/proposing/read_proposal'
import { plansOf } from '#membership/dues/plans'
import { possibleVoters } from '#membership/eligibility'
import { collegeNamed } from '#membership/register/colleges'
import { capitalAt } from '#membership/shares/share_capital'
import { remindDues } from '#membership/dues/remind_dues'
import { standingOf } from '#membership/dues/standing_of'
import { expirePersonalData } from '#shared/wiring/personal_data'
import { forgetNetwork } from '#organisation/network'
import { Mandate } from '#people/mandate'
import type { RuleKey, RuleValues } from '#rulebook/declarations'
import { RULES } from '#rulebook/declarations'
import { currentBook } from '#rulebook/rule_book'
import { clock, type FakeClock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { postVolunteerHours } from '#treasury/postings/volunteer_hours'
import { signedBy } from '#treasury/writing/keep_entry'
import { waitsForVote } from '#treasury/writing/paid_by'
import { credit, debit, entryOf } from '#tests/support/books'
import { someone, someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { aPost } from '#tests/support/feed_factory'
import { aCampaign } from '#tests/support/gifts'
import { readable } from '#tests/support/form_page'
import { MODERATION_RULES } from '#tests/support/moderation/rules_of_moderation'
import {
  aNeighbour,
  aProposal,
  called,
  casts,
  NO,
  supported,
  YES,
  type Neighbour,
} from '#tests/support/votes'

/** Where rules are seen to be obeyed: an association whose members are long there. */
export interface Scene {
  client: ApiClient
  everyone: [Neighbour, ...Neighbour[]]
  time: FakeClock
}

/** A rule, a value that a vote gives it, and something that is otherwise under it. */
export interface Obeyed {
  value: unknown
  /** Other rules that must hold for this one to show. */
  under?: Partial<RuleValues>
  arrange?: (scene: Scene) => Promise<void>
  /** Looks once before the vote and once after; has no lasting effect on what it looks at. */
  seen: (scene: Scene) => Promise<unknown>
  was: unknown
  becomes: unknown
}

const founding = <Key extends RuleKey>(key: Key): RuleValues[Key] => {
  const rule = RULES.find((one) => one.key === key)
  if (!rule) throw new Error(`No rule ${key}`)
  return rule.founding as RuleValues[Key]
}

const DAY = 86_400_000
let number = 0

/** Whether a page says something; to this reader, or to a visitor. */
const says =
  (path: string, text: string, who: 'member' | 'visitor' = 'member') =>
  async ({ client, everyone: [awa] }: Scene) => {
    const browser = await as(client, who === 'member' ? awa.person : null)
    const answer = await browser.get(path)
    return readable(answer.text())
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .includes(text)
  }

/** What stands in an attribute of a page, or null. */
const attribute =
  (path: string, pattern: RegExp, who: 'member' | 'visitor' = 'member') =>
  async ({ client, everyone: [awa] }: Scene) => {
    const browser = await as(client, who === 'member' ? awa.person : null)
    return pattern.exec((await browser.get(path)).text())?.[1] ?? null
  }

const statusOf =
  (path: string) =>
  async ({ client }: Scene) =>
    (await (await as(client, null)).get(path).redirects(0)).status()

async function posts({ client }: Scene, bodies: string[]) {
  const author = await someone('Driss')
  const browser = await as(client, author)
  const answers: number[] = []
  for (const body of bodies) {
    number += 1
    const form = {
      body,
      visibility: 'signed_in',
      submission_key: `rule-${number}-${'k'.repeat(16)}`,
    }
    answers.push((await browser.post('/posts', form).redirects(0)).status())
  }
  return answers
}

/** A proposal under discussion by the first of all, called when it can be. */
async function put({ everyone: [awa, ...others] }: Scene, seconds = others.length) {
  const at = clock.now()
  number += 1
  // Something that nothing here looks at, other each time.
  const change = { key: 'dues.solidarity_cents', value: 200 + number }
  const proposal = await aProposal('rule_change', change, awa.person, at)
  await supported(proposal, others.slice(0, seconds), at)
  return proposal
}

/** How a vote of these answers ends now. */
const ends =
  (...answers: (typeof YES | typeof NO)[]) =>
  async (scene: Scene) => {
    const before = clock.now()
    const proposal = await put(scene)
    const { opensAt, closesAt } = await called(proposal, before)
    await keepVotes(opensAt)
    for (const [index, answer] of answers.entries()) {
      const voter = scene.everyone[index]
      if (voter) await casts(voter, proposal.id, answer, opensAt)
    }
    await keepVotes(closesAt)
    return (await readProposal(proposal.id, closesAt))?.outcome
  }

const calendar = async (scene: Scene) => {
  const at = clock.now()
  const { opensAt, closesAt } = await called(await put(scene), at)
  return [opensAt.getTime() - at.getTime(), closesAt.getTime() - opensAt.getTime()].map(
    (span) => span / DAY
  )
}

/** The last day that someone who pays a year today is covered. */
const coveredUntil = async () => {
  const { member } = await aNeighbour('Solène', parisDay(clock.now()))
  const row = await db
    .from('membership_periods')
    .where('member_id', member.id)
    .orderBy('to_on', 'desc')
    .firstOrFail()
  return String(row.to_on)
}

/** Someone who paid a year so many days ago. */
const paidAgo = (days: number) =>
  aNeighbour('Yanis', parisDay(new Date(clock.now().getTime() - days * DAY)))

const standingPaidAgo = (days: number) => async () => {
  const { member } = await paidAgo(days)
  return (await standingOf(member.id, clock.now())).standing
}

const asCooperative = async () => {
  await db.from('organisation').update({ legal_form: 'cooperative' })
  forgetNetwork()
}

/** Founding is over: the rules of an established network hold. */
const withCharter = async () => {
  await db.from('organisation').update({ charter_adopted_at: new Date('2026-02-01T12:00:00Z') })
  forgetNetwork()
}

const [yearly, monthly] = founding('dues.plans')
const spent = (cents: number) =>
  entryOf(parisDay(clock.now()), [debit('626', cents), credit('512100', cents)])

const COLLEGES = [
  { name: 'Habitants', percent: 20 },
  { name: 'Artisans', percent: 30 },
  { name: 'Communes', percent: 50 },
]

/** Two of each college, by twos: the first two are inhabitants. */
async function inColleges({ everyone }: Scene) {
  const order = ['Habitants', 'Habitants', 'Artisans', 'Artisans', 'Communes', 'Communes']
  await db.transaction(async (transaction) => {
    for (const [index, { member }] of everyone.entries()) {
      const id = await collegeNamed(order[index] ?? '', clock.now(), transaction)
      await transaction.from('members').where('id', member.id).update({ college_id: id })
    }
  })
}

/** The rules that something obeys, each with what it changes. */
export const OBEYED: Partial<Record<RuleKey, Obeyed>> = {
  'join.mode': {
    value: 'invitation',
    seen: attribute('/join', /name="(handle)"/, 'visitor'),
    was: 'handle',
    becomes: null,
  },
  'join.approvals_needed': {
    value: 2,
    seen: says('/join', '2 personnes', 'visitor'),
    was: false,
    becomes: true,
  },
  'join.invitations_per_member_per_month': {
    value: 1,
    seen: async ({ client }) => {
      const browser = await as(client, (await someone('Fatou')) ?? null)
      const ask = async () =>
        (await browser.post('/invitations', { note: '' }).redirects(0)).status()
      return [await ask(), await ask()].map((status) => status < 400)
    },
    was: [true, true],
    becomes: [true, false],
  },
  'join.minimum_age': {
    value: 18,
    seen: says('/join', '18 ans', 'visitor'),
    was: false,
    becomes: true,
  },
  'join.held_posts': {
    value: 7,
    under: { 'join.mode': 'open' },
    seen: says('/join', 'Vos 7 premières', 'visitor'),
    was: false,
    becomes: true,
  },
  'feed.visibility_default': {
    value: 'signed_in',
    seen: async ({ client, everyone: [awa] }) => {
      const html = (await (await as(client, awa.person)).get('/posts/new')).text()
      const inputs = html.match(/<input[^>]*name="visibility"[^>]*>/g) ?? []
      return inputs
        .filter((one) => one.includes('checked'))
        .map((one) => /value="(\w+)"/.exec(one)?.[1])
    },
    was: ['public'],
    becomes: ['signed_in'],
  },
  'feed.post_max_characters': {
    value: 200,
    seen: (scene) => posts(scene, ['a'.repeat(201)]),
    was: [303],
    becomes: [422],
  },
  'feed.photos_per_post': {
    value: 4,
    seen: attribute('/posts/new', /<photo-picker[^>]* max="(\d+)"/),
    was: '10',
    becomes: '4',
  },
  'feed.posts_per_member_per_day': {
    value: 1,
    seen: (scene) => posts(scene, ['Un', 'Deux']),
    was: [303, 303],
    becomes: [303, 422],
  },
  'feed.edit_window_minutes': {
    value: 5,
    seen: async ({ client, time }) => {
      const author = await someone('Fatou')
      const post = await aPost(author)
      const now = clock.now()
      time.set(new Date(now.getTime() + 10 * 60_000))
      const form = { body: 'Autre chose', visibility: 'signed_in' }
      const answer = await (await as(client, author)).put(`/posts/${post.id}`, form).redirects(0)
      time.set(now)
      return answer.status() < 400
    },
    was: true,
    becomes: false,
  },
  'dues.plans': {
    value: [{ ...yearly, name: 'Adhésion de printemps', code: 'spring' }, monthly],
    seen: says('/membership/join', 'Adhésion de printemps'),
    was: false,
    becomes: true,
  },
  'dues.period': {
    value: 'civil_year',
    seen: async () => (await coveredUntil()).slice(5),
    was: '03-01',
    becomes: '12-31',
  },
  'dues.roll_over': {
    value: { month: 3, day_of_month: 1 },
    under: { 'dues.period': 'civil_year' },
    seen: coveredUntil,
    was: '2026-12-31',
    becomes: '2027-12-31',
  },
  'dues.sliding_scale': {
    value: [{ plan: 'yearly', name: 'Tranche du milieu', bracket_cents: 3000 }],
    seen: says('/membership/join', 'Tranche du milieu'),
    was: false,
    becomes: true,
  },
  'dues.instalments': {
    value: 1,
    seen: attribute('/membership/join', /name="(instalments)"/),
    was: 'instalments',
    becomes: null,
  },
  'dues.grace_days': {
    value: 0,
    seen: standingPaidAgo(380),
    was: 'grace',
    becomes: 'lapsed',
  },
  'dues.reminder_days': {
    value: [30],
    seen: async () => {
      await paidAgo(365 - 7)
      return (await remindDues(clock.now())) > 0
    },
    was: true,
    becomes: false,
  },
  'dues.solidarity_pot': {
    value: true,
    seen: says('/membership/join', 'La caisse de solidarité contient'),
    was: false,
    becomes: true,
  },
  'dues.solidarity_cents': {
    value: 300,
    under: { 'dues.solidarity_pot': true },
    seen: async () => {
      const [plan] = plansOf(await currentBook(clock.now()), 'association')
      return plan?.solidarityCents
    },
    was: 100,
    becomes: 300,
  },
  'dues.share_cents': {
    value: 3100,
    arrange: asCooperative,
    seen: says('/membership/shares/new', '31 €'),
    was: false,
    becomes: true,
  },
  'dues.capital_floor_cents': {
    value: 5000,
    arrange: asCooperative,
    seen: async () => (await capitalAt(clock.now())).floorCents,
    was: 0,
    becomes: 5000,
  },
  'campaigns.missed_goal': {
    value: 'refund',
    seen: async () => (await aCampaign()).missedGoal,
    was: 'keep',
    becomes: 'refund',
  },
  'votes.minimum_membership_days': {
    value: 90,
    arrange: withCharter,
    seen: async () => {
      const { member } = await paidAgo(40)
      const [voter] = await db.transaction((transaction) =>
        possibleVoters(clock.now(), transaction, member.id)
      )
      return voter?.voice.votes
    },
    was: true,
    becomes: false,
  },
  'votes.notice_days': {
    value: { ordinary: 3, extraordinary: 15 },
    seen: calendar,
    was: [15, 7],
    becomes: [3, 7],
  },
  'votes.open_days': { value: 2, seen: calendar, was: [15, 7], becomes: [15, 2] },
  'votes.quorum': {
    value: { ...founding('votes.quorum'), ordinary: { percent: 90, people: 5 } },
    seen: ends(YES, YES, YES, YES),
    was: 'adopted',
    becomes: 'no_quorum',
  },
  'votes.threshold': {
    value: {
      ...founding('votes.threshold'),
      ordinary: { base: 'exprimes', operator: 'at_least', numerator: 4, denominator: 5 },
    },
    seen: ends(YES, YES, YES, NO),
    was: 'adopted',
    becomes: 'refused',
  },
  'votes.seconders_needed': {
    value: { people: 0, percent: 10 },
    seen: async (scene) => {
      const proposal = await put(scene, 0)
      const caller = { personId: Number(proposal.authorId), convenes: false }
      const at = clock.now()
      const answer = await db.transaction((transaction) =>
        callVote({ proposalId: proposal.id, caller }, at, transaction)
      )
      return answer.ok
    },
    was: false,
    becomes: true,
  },
  'votes.proxies_per_holder': {
    value: 0,
    seen: async (scene) => {
      const before = clock.now()
      const { id, opensAt } = await called(await put(scene), before)
      const proposal = await readProposal(id, opensAt)
      const [giver, holder] = scene.everyone
      if (!proposal || !holder) throw new Error('Too few')
      const giving = { proposal, giverId: giver.member.id, holderId: holder.member.id }
      const given = await db.transaction((transaction) => giveProxy(giving, opensAt, transaction))
      return given.ok ? 'given' : given.refusal
    },
    was: 'given',
    becomes: 'none_allowed',
  },
  'mandates.moderator': {
    value: {
      ...founding('mandates.moderator'),
      seats: { ...founding('mandates.moderator').seats, base: 5 },
    },
    seen: says('/decide/new/election', '5 sièges'),
    was: false,
    becomes: true,
  },
  'mandates.treasurer': {
    value: { seats: 4, term_months: 12, method: 'scottish-stv' },
    seen: says('/decide/new/election', '4 sièges'),
    was: false,
    becomes: true,
  },
  'mandates.board': {
    value: { ...founding('mandates.board'), seats: 6 },
    seen: says('/decide/new/election', '6 sièges'),
    was: false,
    becomes: true,
  },
  'mandates.recall_seconders': {
    value: { percent: 1, people: 1 },
    seen: async ({ everyone: [awa] }) => {
      const holder = await someoneWith('board')
      const mandate = await Mandate.findByOrFail('personId', holder.id)
      const at = clock.now()
      const proposal = await aProposal('recall', { mandateId: mandate.id }, awa.person, at)
      const read: ProposalRead | null = await readProposal(proposal.id, at)
      if (!read) throw new Error('It is gone')
      return db.transaction((transaction) =>
        supportMissing(read, { personId: awa.person.id, convenes: false }, at, transaction)
      )
    },
    was: 3,
    becomes: 1,
  },
  'treasury.two_signatures_from': {
    value: 1000,
    seen: async () => (await signedBy(spent(5000), clock.now())).signaturesNeeded,
    was: 1,
    becomes: 2,
  },
  'treasury.member_vote_from': {
    value: 4000,
    arrange: withCharter,
    seen: () => {
      const { lines } = spent(5000)
      const named = lines.map((line) => ({ ...line, accountLabel: '' }))
      const draft = { lines: named, origin: 'by_hand' as const, budgetLineId: null }
      return db.transaction((transaction) => waitsForVote(draft, clock.now(), transaction))
    },
    was: false,
    becomes: true,
  },
  'treasury.public_detail': {
    value: { public: 'entries_names_masked', members: 'entries_names_masked' },
    seen: statusOf('/treasury/ledger'),
    was: 303,
    becomes: 200,
  },
  'treasury.volunteer_hour_cents': {
    value: 1200,
    seen: async () => {
      number += 1
      const at = clock.now()
      const hours = { ref: `rule-${number}`, minutes: 60, day: parisDay(at), at }
      await db.transaction((transaction) => postVolunteerHours(hours, transaction))
      return Boolean(await db.from('ledger_drafts').where('source', `hours:${hours.ref}`).first())
    },
    was: false,
    becomes: true,
  },
  'votes.colleges': {
    value: COLLEGES,
    arrange: inColleges,
    seen: ends(YES, YES, YES, YES, NO, NO),
    was: 'adopted',
    becomes: 'refused',
  },
  'votes.minimum_group_to_publish': {
    value: 2,
    under: { 'votes.colleges': COLLEGES },
    arrange: inColleges,
    seen: async (scene) => {
      await ends(YES, YES, NO, NO, YES, NO)(scene)
      const { id } = await db.from('proposals').orderBy('id', 'desc').firstOrFail()
      return foldsColleges(Number(id))
    },
    was: true,
    becomes: false,
  },
  'emergency.max_days': {
    value: 2,
    arrange: async () => {
      await withCharter()
      for (const name of ['Solène', 'Driss']) await someoneWith('board', name)
    },
    seen: async () => {
      const at = clock.now()
      const { person_id: personId } = await db.from('mandates').where('role', 'board').firstOrFail()
      const asked = { key: 'feed.photos_per_post', value: 3, days: 7, personId } as const
      const words = { title: 'Le disque est plein', reasons: 'Ce soir.' }
      return db.transaction((trx) => measureRefused({ ...asked, ...words }, at, trx))
    },
    was: null,
    becomes: 'too_long',
  },
  'moderation.appeal_within_days': {
    value: 200,
    seen: says('/terms', '200 jours', 'visitor'),
    was: false,
    becomes: true,
  },
  ...MODERATION_RULES,
  'privacy.retention_account_data_months': {
    value: 1,
    seen: async () => {
      const now = clock.now()
      const { id } = await someone('Fatou')
      const read = new Date(now.getTime() - 90 * DAY)
      const [row] = await db
        .table('notifications')
        .insert({
          ...{ person_id: id, kind: 'campaign_opened', notification_key: `rule-${id}` },
          ...{ happened_at: read, read_at: read },
        })
        .returning('id')
      await expirePersonalData(now)
      return Boolean(await db.from('notifications').where('id', row.id).first())
    },
    was: true,
    becomes: false,
  },
}
