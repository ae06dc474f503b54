import { prepared } from '#shared/prepared'

/** A member with an account, whom a vote may exclude. */
export interface MemberNamed {
  id: number
  name: string
  handle: string
}

const MEMBERS = {
  name: 'governance.members_to_exclude',
  text: `select p.id, p.name, p.handle from members m join people p on p.id = m.person_id
    where m.number is not null and not exists (select from standing_overrides o
      where o.member_id = m.id and o.kind in ('excluded', 'deceased', 'resigned') and o.until_on is null)
    order by p.name, p.id`,
}

const NAME = { name: 'governance.name_of', text: 'select name from people where id = $1' }

/** Everyone on the register with an account, those who left aside, in the order of their names. */
export const membersToExclude = () => prepared<MemberNamed>(MEMBERS, [])

/** Someone's name; null when there is no such account. */
export async function nameOf(personId: number): Promise<string | null> {
  const [row] = await prepared<{ name: string }>(NAME, [personId])
  return row?.name ?? null
}
