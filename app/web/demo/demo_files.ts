import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Role } from '#people/powers'
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

export const demoGifts = () => read<DemoGifts>('gifts.json')
export const demoPlaces = () => read<DemoPlace[]>('places.json')
export const demoPhotoPath = (file: string) => app.makePath('database/demo/photos', file)

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(app.makePath('database/demo', file), 'utf8'))
}
