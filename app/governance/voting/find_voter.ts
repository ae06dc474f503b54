import { prepared } from '#shared/prepared'

const FOUND = {
  name: 'governance.find_voter',
  text: `select m.id from members m left join people p on p.id = m.person_id
    where m.number is not null and (m.number::text = $1 or lower(p.handle) = lower(ltrim($1, '@'))
      or lower(coalesce(p.name, m.name)) = lower($1))
    order by (m.number::text = $1) desc, m.id limit 2`,
}

/** The member whom a number, a handle or a whole name means; a key when nobody, or several. */
export async function findVoter(
  typed: unknown
): Promise<{ ok: true; memberId: number } | { ok: false; refusal: 'unknown' | 'several' }> {
  const text = typeof typed === 'string' ? typed.trim().slice(0, 100) : ''
  const safe = text.replaceAll('\0', '')
  const [one, other] = safe ? await prepared<{ id: number }>(FOUND, [safe]) : []
  if (!one) return { ok: false, refusal: 'unknown' }
  if (other && !/^\d+$/.test(safe)) return { ok: false, refusal: 'several' }
  return { ok: true, memberId: one.id }
}
