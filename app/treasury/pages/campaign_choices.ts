import { prepared } from '#shared/prepared'

const CAMPAIGNS = {
  name: 'treasury.campaigns_to_spend',
  text: `select id, title_fr as "titleFr", title_en as "titleEn" from campaigns order by starts_on desc, id desc limit 50`,
}

/** The campaigns whose money a bill may be paid with, the latest first. */
export async function campaignChoices(
  locale: string
): Promise<Array<{ id: number; title: string }>> {
  const rows = await prepared<{ id: number; titleFr: string; titleEn: string }>(CAMPAIGNS, [])
  return rows.map(({ id, titleFr, titleEn }) => ({
    id,
    title: locale === 'en' ? titleEn || titleFr : titleFr || titleEn,
  }))
}
