import type { SpendingCategory } from '#treasury/chart/spending'
import type { Means, Place } from '#treasury/writing/money_places'
import type { Origin } from '#treasury/writing/simple_entry'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Role } from '#people/powers'
import type { DemoVote } from './demo_votes.js'
import type { DemoTime } from './demo_time.js'

/** The demo's own texts, in `database/demo`. */
export interface DemoPerson {
  key: string
  handle: string
  name: string
  bio: string
  place: string
  place_slug: string
  locale: 'fr' | 'en'
  sponsor: string | null
  joined_days_ago: number
  photo: string | null
  mandates: Role[]
}

export interface DemoPost {
  /** Only for posts that others come after. */
  id?: string
  author: string
  when: DemoTime
  body: string
  visibility: 'public' | 'signed_in'
  content_warning?: string
  place?: string
  photos: Array<{ file: string; alt: string }>
  comments: Array<{ author: string; hours_after: number; body: string }>
  thanks: string[]
  edited?: { hours_after: number; previous_body: string }
}

/** A commune, with its official code, or a quarter, with the slug of its commune. */
export type DemoPlace = { slug: string; name: string } & (
  { kind: 'commune'; code: string } | { kind: 'quarter'; parent: string }
)

export interface DemoCampaign {
  key: string
  slug: string
  title_fr: string
  title_en: string
  text_fr: string
  text_en: string
  goal_cents: number
  opened_days_ago: number
  /** How long it runs. */
  days: number
  missed_goal: 'keep' | 'refund' | 'general_fund'
  opened_by: string
}

/** A gift of money by one of the people, or by someone without an account. */
export interface DemoGift {
  giver?: string
  name?: string
  /** A campaign's key; null for the common fund. */
  campaign: string | null
  cents: number
  days_ago: number
  /** Each month since then; only to the common fund. */
  monthly?: boolean
  named?: boolean
  words?: string
}

export interface DemoInKind {
  giver?: string
  name?: string
  nature: 'goods' | 'services' | 'volunteering' | 'loan'
  description: string
  quantity: string
  cents: number
  days_ago: number
  decision?: { accepted: boolean; reason?: string; days_ago: number }
}

interface DemoGifts {
  campaigns: DemoCampaign[]
  gifts: DemoGift[]
  in_kind: DemoInKind[]
}

/** An entry of the register without an account: a person, or an organisation with who speaks for it. */
export interface DemoEntry {
  key: string
  name: string
  email?: string
  representative?: string
}

/** Dues that someone ordered, for themselves and perhaps others, and what became of them. */
export interface DemoDues {
  /** The key of a person, or of an entry without an account. */
  payer: string
  with?: string[]
  plan: string
  cents: number
  solidarity?: boolean
  beyond?: 'gift'
  means: 'card' | 'debit' | 'transfer' | 'cheque' | 'cash'
  days_ago: number
  /** An hour of Europe/Paris. */
  at: string
  /** How many days later a transfer, a cheque or cash came; it is still awaited without. */
  arrives?: number
  /** Of a cheque: its bank. */
  note?: string
  uncounted?: boolean
  /** Paid again by itself at the end of each period. */
  again?: boolean
  /** Until what happened to the agreement. */
  until?: { what: 'declined' | 'paused' | 'ended'; days_ago: number; for_days?: number }
  then?: { what: 'dispute' | 'fail' | 'refund'; days_ago: number; cents?: number; reason?: string }
}

/** What is written of a member besides: a resignation, an exemption, a death. */
export interface DemoOverride {
  who: string
  kind: 'resigned' | 'exempt' | 'deceased'
  reason: string
  days_ago: number
  /** How many days it holds; no end without. */
  for_days?: number
}

export interface DemoMembership {
  bank: { holder: string; iban: string; days_ago: number }
  entries: DemoEntry[]
  households: string[][]
  dues: DemoDues[]
  overrides: DemoOverride[]
  /** When cheques were taken to the bank. */
  deposits_days_ago: number[]
  /** Who asked for what they had paid under another address. */
  claim: { who: string; email: string }
}

/** Something entered by hand: each month or year on a day, or once. */
export interface Recurring {
  every: 'month' | 'year' | 'once'
  day?: number
  month?: number
  days_ago?: number
  cents: number
  /** What its document's number begins with. */
  piece: string
}

export interface DemoBooks {
  bills: Array<
    Recurring & { purpose: SpendingCategory; means: Means; party: string; campaign?: string }
  >
  incomes: Array<Recurring & { from: Origin; into: Place; party: string }>
  moves: Array<Recurring & { out: Place; into: Place }>
  /** Bills that wait for a second signature. */
  waiting: DemoBooks['bills']
}

/** `association`: two years of a network with its charter. `founding`: a month of a collective. */
export const DEMO_SCENARIOS = ['association', 'founding'] as const
export type DemoScenario = (typeof DEMO_SCENARIOS)[number]

const PEOPLE: Record<DemoScenario, string> = {
  association: 'people.json',
  founding: 'founding_people.json',
}

const POSTS: Record<DemoScenario, string[]> = {
  association: ['posts_first_year.json', 'posts_second_year.json', 'posts_lately.json'],
  founding: ['founding_posts.json'],
}

export const demoPeople = (scenario: DemoScenario = 'association') =>
  read<DemoPerson[]>(PEOPLE[scenario])

export async function demoPosts(scenario: DemoScenario = 'association'): Promise<DemoPost[]> {
  return (await Promise.all(POSTS[scenario].map((file) => read<DemoPost[]>(file)))).flat()
}

export const demoMembership = () => read<DemoMembership>('membership.json')
export const demoBooks = () => read<DemoBooks>('books.json')
export const demoVotes = () => read<DemoVote[]>('votes.json')
export const demoGifts = () => read<DemoGifts>('gifts.json')
export const demoPlaces = () => read<DemoPlace[]>('places.json')
export const demoPhotoPath = (file: string) => app.makePath('database/demo/photos', file)

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(app.makePath('database/demo', file), 'utf8'))
}
