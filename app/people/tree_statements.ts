/** How many people a page of the tree shows, and how many of those each has invited. */
export const PAGE = 30
export const SHOWN = 8

/** Each bough is read by the index of sponsors: a page costs the same at fifty thousand people. */
const boughs = (whose: string) => `select f.id, f.name, f.handle,
    coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'handle', c.handle,
        'more', exists (select from people g where g.sponsor_id = c.id)) order by c.id desc)
      from (select id, name, handle from people where sponsor_id = f.id
             order by id desc limit ${SHOWN + 1}) c), '[]') as invited
  from people f where ${whose} and f.id < $1 order by f.id desc limit ${PAGE + 1}`

export const TREE_ROOTS = { name: 'people.tree_roots', text: boughs('f.sponsor_id is null') }
export const TREE_BRANCH = { name: 'people.tree_branch', text: boughs('f.sponsor_id = $2') }

export const TREE_ARRIVALS = {
  name: 'people.tree_arrivals',
  text: `select p.id, p.name, p.handle, p.joined_at as "joinedAt", s.name as "sponsorName",
      s.handle as "sponsorHandle"
    from people p left join people s on s.id = p.sponsor_id
   where p.id < $1 order by p.id desc limit ${PAGE + 1}`,
}
