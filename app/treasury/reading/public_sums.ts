import { prepared } from '#shared/prepared'

/** What a campaign has brought and what was spent of it, in cents. */
export interface CampaignBalance {
  slug: string
  titleFr: string
  titleEn: string
  collectedCents: number
  spentCents: number
}

const CAMPAIGNS = {
  name: 'treasury.campaign_balances',
  text: `select c.slug, c.title_fr as "titleFr", c.title_en as "titleEn", t.collected as "collectedCents",
      t.spent as "spentCents"
    from (select l.campaign_id,
        coalesce(sum(l.credit_cents - l.debit_cents) filter (where l.account ~ '^7(?!89)'), 0)::bigint as collected,
        coalesce(sum(l.debit_cents - l.credit_cents) filter (where l.account ~ '^(6(?!89)|2)'), 0)::bigint as spent
      from ledger_lines l join ledger_entries e using (year, number)
      where l.campaign_id is not null and e.origin <> 'opening' group by 1) t
    join campaigns c on c.id = t.campaign_id order by c.starts_on desc, c.id desc`,
}

/** What of each campaign's money is left; goods that stay (class 2) are spent. */
export function campaignBalances(): Promise<CampaignBalance[]> {
  return prepared(CAMPAIGNS, [])
}

/** What the network holds and what it owes, in cents. */
export interface Standing {
  moneyCents: number
  owedToVolunteersCents: number
}

// Every movement since the first counts once: openings only carry over what is already counted.
const STANDING = {
  name: 'treasury.standing',
  text: `select coalesce(sum(l.debit_cents - l.credit_cents) filter (where l.account like '5%'), 0)::bigint as "moneyCents",
      coalesce(sum(l.credit_cents - l.debit_cents) filter (where l.account like '4681%'), 0)::bigint as "owedToVolunteersCents"
    from ledger_lines l join ledger_entries e using (year, number)
    where e.origin <> 'opening' and (l.account like '5%' or l.account like '4681%')`,
}

/** What is in the banks, at the providers and in the cash box, and what volunteers are owed. */
export async function standing(): Promise<Standing> {
  const [row] = await prepared<Standing>(STANDING, [])
  return row ?? { moneyCents: 0, owedToVolunteersCents: 0 }
}
