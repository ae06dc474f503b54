import type { Client } from 'pg'
import type { Person } from '#people/person'
import type { DemoInKind } from './demo_files.js'
import { inserted } from './inserted.js'

/** One gift in kind of the demo, with what the treasurer answered if anything. */
export async function offerInKind(
  client: Client,
  offer: DemoInKind,
  ago: (days: number) => Date,
  personOf: (key: string) => Person
) {
  const giver = offer.giver ? personOf(offer.giver) : null
  const giftId = await inserted(
    client,
    `insert into gifts_in_kind (person_id, donor_name, donor_email, locale, nature, description, quantity,
        value_cents, offered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      giver?.id ?? null,
      giver?.name ?? offer.name,
      giver?.email ?? null,
      giver?.locale ?? 'fr',
      offer.nature,
      offer.description,
      offer.quantity,
      offer.cents,
      ago(offer.days_ago),
    ]
  )
  if (!offer.decision) return
  await client.query(
    `insert into gift_in_kind_decisions (gift_in_kind_id, accepted, reason, decided_by_id, decided_at)
     values ($1, $2, $3, $4, $5)`,
    [
      giftId,
      offer.decision.accepted,
      offer.decision.reason ?? '',
      personOf('emile').id,
      ago(offer.decision.days_ago),
    ]
  )
}
