import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'

const HAS = {
  name: 'people.has_factor',
  text: `select exists (select from authenticator_apps where person_id = $1 and confirmed_at is not null)
      or exists (select from passkeys where person_id = $1) as has`,
}

/** Whether a person could give a second factor: codes or a passkey. */
export async function hasSecondFactor(personId: number): Promise<boolean> {
  const [row] = await prepared<{ has: boolean }>(HAS, [personId])
  return row?.has ?? false
}

/** Once the last factor is taken away, no session of the person has given one. */
export async function forgetFactorGiven(personId: number): Promise<void> {
  if (await hasSecondFactor(personId)) return
  await db.from('sessions').where('person_id', personId).update({ second_factor_at: null })
}
