import { side, type PostedLine } from '../postings/posting.js'

/** What a year holds of one campaign, in cents. */
export interface CampaignYear {
  campaignId: number
  /** Not spent at the end of the year before. */
  broughtForwardCents: number
  /** Given for it this year, less what went back. */
  givenCents: number
  spentCents: number
}

/**
 * What a campaign's money does at the end of a year (ANC 2018-06, art. 132-1): what is spent is
 * taken first out of what the years before left, then out of this year's gifts, of which the rest
 * waits for the next one. Never below zero: what is spent beyond is the common fund's.
 */
export function dedicatedFund(campaign: CampaignYear): { usedCents: number; keptCents: number } {
  const { broughtForwardCents, givenCents, spentCents } = campaign
  const usedCents = Math.min(Math.max(0, broughtForwardCents), Math.max(0, spentCents))
  const keptCents = Math.max(0, givenCents - (Math.max(0, spentCents) - usedCents))
  return { usedCents, keptCents }
}

/** The lines of both, of each campaign that has any; D 6896 C 196, and D 196 C 7896. */
export function dedicatedLines(campaigns: readonly CampaignYear[]): {
  kept: PostedLine[]
  used: PostedLine[]
} {
  const kept: PostedLine[] = []
  const used: PostedLine[] = []
  for (const campaign of campaigns) {
    const { usedCents, keptCents } = dedicatedFund(campaign)
    const of = { campaignId: campaign.campaignId }
    if (keptCents > 0) {
      kept.push(side('dedicated_in', keptCents, of), side('dedicated_funds', -keptCents, of))
    }
    if (usedCents > 0) {
      used.push(side('dedicated_funds', usedCents, of), side('dedicated_out', -usedCents, of))
    }
  }
  return { kept, used }
}

/** What stands on an account at the end of a year: above zero on the debit. */
export interface Standing {
  account: string
  auxiliary: string | null
  campaignId: number | null
  cents: number
}

/**
 * The opening of the year after: classes 1 to 5 as they stand, and the year's result, a surplus on
 * `surplus` or a deficit on `deficit` (120 and 129). Even, since every entry of the year is.
 */
export function openingStandings(
  year: readonly Standing[],
  result: { surplus: string; deficit: string }
): Standing[] {
  const kept = year.filter(({ account, cents }) => /^[1-5]/.test(account) && cents !== 0)
  // On the debit when charges were more than products.
  const rest = -kept.reduce((sum, { cents }) => sum + cents, 0)
  if (rest === 0) return kept
  const account = rest < 0 ? result.surplus : result.deficit
  return [...kept, { account, auxiliary: null, campaignId: null, cents: rest }]
}
