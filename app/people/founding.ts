import { prepared } from '#shared/prepared'

const FOUNDER = {
  name: 'people.is_founder',
  text: `select $1 = (select min(id) from people)
      and not exists (select from organisation where charter_adopted_at is not null) as founder`,
}

/**
 * Whether this person founds the network: the first account, for as long as no charter is adopted.
 * The founder then stands in for mandates that nobody can hold yet.
 */
export async function isFounding(personId: number): Promise<boolean> {
  const [row] = await prepared<{ founder: boolean | null }>(FOUNDER, [personId])
  return row?.founder === true
}
