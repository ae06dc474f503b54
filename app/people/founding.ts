import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

const FOUNDER = {
  name: 'people.is_founder',
  text: `select exists (select from organisation
      where founder_id = $1 and charter_adopted_at is null) as founder`,
}

/**
 * Whether this person founds the network: recorded as its founder, for as long as no charter is
 * adopted. The founder then stands in for mandates that nobody can hold yet.
 */
export async function isFounding(
  personId: number,
  transaction?: TransactionClientContract
): Promise<boolean> {
  const [row] = await prepared<{ founder: boolean }>(FOUNDER, [personId], transaction)
  return row?.founder === true
}
