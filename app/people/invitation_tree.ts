import { prepared } from '#shared/prepared'
import { PAGE, SHOWN, TREE_ARRIVALS, TREE_BRANCH, TREE_ROOTS } from './tree_statements.js'

/** Someone in the tree. */
export interface Invited {
  id: number
  name: string
  handle: string
}

/** Someone with the latest of those they invited; `more` when their branch goes on beyond these. */
export interface Bough extends Invited {
  invited: Array<Invited & { more: boolean }>
  more: boolean
}

export interface Arrival extends Invited {
  joinedAt: Date
  sponsorName: string | null
  sponsorHandle: string | null
}

/** A page of the tree, latest first, and the key of the page that follows. */
export interface TreePage<Row> {
  rows: Row[]
  before: number | null
}

const NEWEST = Number.MAX_SAFE_INTEGER

/** From the root down to the person, whom it includes; chains beyond a hundred are cut. */
const LINE = {
  name: 'people.tree_line',
  text: `with recursive line as (
      select id, name, handle, sponsor_id, 0 as height from people where id = $1
      union all
      select p.id, p.name, p.handle, p.sponsor_id, l.height + 1
        from line l join people p on p.id = l.sponsor_id where l.height < 100
    ) select id, name, handle from line order by height desc`,
}

/** Those whom a person invited, or who came on nobody's word, each with those they invited. */
export async function branch(
  sponsorId: number | null,
  before: number = NEWEST
): Promise<TreePage<Bough>> {
  const statement = sponsorId === null ? TREE_ROOTS : TREE_BRANCH
  const values = sponsorId === null ? [before] : [before, sponsorId]
  const rows = await prepared<Omit<Bough, 'more'>>(statement, values)
  return pageOf(
    rows.map((row) => ({
      ...row,
      invited: row.invited.slice(0, SHOWN),
      more: row.invited.length > SHOWN || row.invited.some(({ more }) => more),
    }))
  )
}

export async function arrivals(before: number = NEWEST): Promise<TreePage<Arrival>> {
  return pageOf(await prepared<Arrival>(TREE_ARRIVALS, [before]))
}

export function lineOf(personId: number): Promise<Invited[]> {
  return prepared<Invited>(LINE, [personId])
}

function pageOf<Row extends Invited>(rows: Row[]): TreePage<Row> {
  const shown = rows.slice(0, PAGE)
  return { rows: shown, before: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
}
