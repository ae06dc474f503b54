import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'

const GIVERS = {
  name: 'membership.campaign_givers',
  text: `select g.id, g.public_name as name, g.offered_at as at,
      case when g.person_id is null then '' else g.words end as words
    from gifts g join gift_money m on m.gift_id = g.id and m.campaign_id = $1
   where not g.anonymous and not exists (select from gift_hidings h where h.gift_id = g.id)
   group by g.id having sum(m.amount_cents) > 0
   order by g.offered_at desc, g.id desc limit 20`,
}

/** Who gave to a campaign and agreed to be named, latest first; words are those of accounts only. */
export async function campaignGivers(campaignId: number, locale: string) {
  const rows = await prepared<{ id: number; name: string; at: Date; words: string }>(GIVERS, [
    campaignId,
  ])
  return rows.map((row) => ({ ...row, on: dayLabel(row.at, locale) }))
}

const LIST = `select g.id, g.amount_cents as "amountCents", g.schedule, g.anonymous,
    g.public_name as "publicName", g.words, g.offered_at as "offeredAt", g.person_id is not null as "hasAccount",
    c.slug, c.title_fr as "titleFr", c.title_en as "titleEn",
    i.id as "intentId", i.payer_name as "payerName", i.payer_email as "payerEmail", i.state,
    coalesce((select sum(amount_cents) from gift_money m where m.gift_id = g.id), 0)::bigint as "givenCents",
    exists (select from gift_money m where m.gift_id = g.id) as counted,
    exists (select from gift_hidings h where h.gift_id = g.id) as hidden,
    s.state as "subscriptionState", s.next_charge_on as "nextChargeOn", s.amount_cents as "monthlyCents"
  from gifts g
  left join campaigns c on c.id = g.campaign_id
  join payment_intents i on i.id = coalesce(
    (select l.intent_id from payment_lines l where l.kind = 'gift' and l.subject_id = g.id limit 1),
    (select p.intent_id from gift_money m join payments p on p.id = m.payment_id
      where m.gift_id = g.id order by m.id limit 1))
  left join lateral (select * from subscriptions s where s.intent_id = i.id and g.schedule = 'month'
    order by s.id desc limit 1) s on true`

const OF_PERSON = {
  name: 'membership.gifts_of_person',
  text: `${LIST} where g.person_id = $1 order by g.offered_at desc, g.id desc limit 100`,
}

const PAID = {
  name: 'membership.gifts_paid',
  text: `${LIST} where ($1::bigint is null or g.id < $1)
      and exists (select from gift_money m where m.gift_id = g.id)
    order by g.id desc limit 51`,
}

interface GiftRow {
  id: number
  amountCents: number
  schedule: 'once' | 'month'
  anonymous: boolean
  publicName: string
  words: string
  offeredAt: Date
  hasAccount: boolean
  slug: string | null
  titleFr: string | null
  titleEn: string | null
  intentId: string
  payerName: string
  payerEmail: string | null
  state: string
  givenCents: number
  counted: boolean
  hidden: boolean
  subscriptionState: string | null
  nextChargeOn: string | null
  monthlyCents: number | null
}

const TITLE = {
  name: 'membership.title_of_gift',
  text: `select c.title_fr as "titleFr", c.title_en as "titleEn" from gifts g join campaigns c on c.id = g.campaign_id
    where g.id = $1`,
}

/** What a gift is for, in a language; null for the common fund. */
export async function titleOfGift(giftId: number, locale: string): Promise<string | null> {
  const [row] = await prepared<Titled>(TITLE, [giftId])
  return row ? titleIn(row, locale) : null
}

/** The gifts one has offered, latest first, with what came of them. */
export async function giftsOf(personId: number, locale: string) {
  return (await prepared<GiftRow>(OF_PERSON, [personId])).map((row) => shown(row, locale))
}

/** Gifts that brought money, latest first, fifty at a time from before an id. */
export async function giftsPaidBefore(id: number | null, locale: string) {
  const rows = await prepared<GiftRow>(PAID, [id])
  const older = rows.length > 50 ? (rows[49]?.id ?? null) : null
  return { gifts: rows.slice(0, 50).map((row) => shown(row, locale)), older }
}

interface Titled {
  titleFr: string | null
  titleEn: string | null
}

function titleIn({ titleFr, titleEn }: Titled, locale: string): string {
  return (locale === 'en' ? titleEn || titleFr : titleFr || titleEn) ?? ''
}

function shown(row: GiftRow, locale: string) {
  return {
    ...row,
    title: titleIn(row, locale),
    standing: standingOf(row),
    amount: eurosLabel(row.monthlyCents ?? row.amountCents, locale),
    given: eurosLabel(row.givenCents, locale),
    on: dayLabel(row.offeredAt, locale),
  }
}

/** What a gift's offer came to, as its giver reads it. */
function standingOf({ counted, givenCents, state, schedule, subscriptionState }: GiftRow) {
  if (counted && givenCents === 0) return 'given_back'
  if (schedule === 'month' && subscriptionState === 'ended') return 'ended'
  if (counted) return schedule === 'month' ? 'running' : 'paid'
  if (state === 'processing') return 'on_its_way'
  return state === 'open' ? 'open' : 'not_paid'
}
