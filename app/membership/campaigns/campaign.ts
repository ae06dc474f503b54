import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { CampaignSchema } from '#database/schema'
import { foldName } from '#people/places/fold_name'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisDay } from '#shared/paris'
import { done, refused, type Result } from '#shared/result'

const MOST_DAYS = 730
const DAY = 86_400_000

export interface CampaignFacts {
  titleFr: string
  titleEn: string
  textFr: string
  textEn: string
  goalCents: number
  /** Last day, of Europe/Paris. */
  endsOn: string
}

/** Gifts collected for one purpose, up to a day; what it promised when it was opened stands. */
export class Campaign extends CampaignSchema {
  /** Opens it at once, under the rule `campaigns.missed_goal` as it stands now. */
  static async open(
    facts: CampaignFacts,
    openedById: number | null,
    at: Date
  ): Promise<Result<Campaign, 'ends_on' | 'title'>> {
    const today = parisDay(at)
    const latest = parisDay(new Date(at.getTime() + MOST_DAYS * DAY))
    if (facts.endsOn < today || facts.endsOn > latest) return refused('ends_on')
    const slug = slugOf(facts.titleFr || facts.titleEn)
    if (slug.length < 3) return refused('title')
    return db.transaction(async (transaction) => {
      const book = await bookInTransaction(transaction, at)
      await transaction.rawQuery(
        `select pg_advisory_xact_lock(hashtext('membership.campaign_slug'))`
      )
      const campaign = await Campaign.create(
        {
          ...facts,
          slug: await freeSlug(slug, transaction),
          startsOn: today,
          missedGoal: book.value('campaigns.missed_goal'),
          openedById,
          openedAt: at,
        },
        { client: transaction }
      )
      return done(campaign)
    })
  }

  static bySlug(slug: unknown): Promise<Campaign | null> {
    return typeof slug === 'string' ? Campaign.findBy('slug', slug) : Promise.resolve(null)
  }

  /** In a language, or in the only one it was written in. */
  title(locale: string): string {
    return locale === 'en' ? this.titleEn || this.titleFr : this.titleFr || this.titleEn
  }
}

/** Whether the campaign takes gifts on that day: begun, not over, not closed. */
export async function runs(
  campaign: Campaign,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const today = parisDay(at)
  if (today < campaign.startsOn || today > campaign.endsOn) return false
  return (
    (await transaction.from('campaign_closings').where('campaign_id', campaign.id).first()) === null
  )
}

/**
 * Holds the campaign until the transaction ends: those who count money for it share it, who closes
 * it has it alone.
 */
export async function holdCampaign(
  id: number,
  how: 'shared' | 'alone',
  transaction: TransactionClientContract
): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await transaction.rawQuery(`select ${lock}(hashtextextended('campaign:' || ?, 0))`, [id])
}

function slugOf(title: string): string {
  return foldName(title).replaceAll(' ', '-').slice(0, 60).replace(/-$/, '')
}

async function freeSlug(slug: string, transaction: TransactionClientContract): Promise<string> {
  const rows: Array<{ slug: string }> = await transaction
    .from('campaigns')
    .where('slug', slug)
    .orWhereLike('slug', `${slug}-%`)
    .select('slug')
  const taken = new Set(['new', ...rows.map((row) => row.slug)])
  let free = slug
  for (let number = 2; taken.has(free); number += 1) free = `${slug}-${number}`
  return free
}
