import { prepared } from '#shared/prepared'

const VOTED = {
  name: 'governance.voted_on',
  text: `select a.proposal_id as id from attendances a join members m on m.id = a.member_id
    where m.person_id = $1`,
}

/** The proposals that a person has voted on, never how. */
export async function votedOn(personId: number | null): Promise<Set<number>> {
  if (personId === null) return new Set()
  const rows = await prepared<{ id: number }>(VOTED, [personId])
  return new Set(rows.map(({ id }) => id))
}
