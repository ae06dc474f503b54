import { isFounding } from '#people/founding'
import type { Viewer } from '#people/viewer'
import { prepared } from '#shared/prepared'

// Whoever founded the network stands in while nobody holds a mandate that answers for it.
const STANDS_IN = {
  name: 'governance.stands_in',
  text: `select founder_id = $1 and not exists (select from mandates m
      where m.role in ('secretary', 'board', 'president') and m.starts_at <= $2 and m.ends_at > $2
        and not exists (select from mandate_endings e where e.mandate_id = m.id and e.ended_at <= $2)) as may
    from organisation`,
}

/** Whether this person may write down the network's registration. */
export async function mayRegister(
  viewer: Viewer,
  at: Date
): Promise<'yes' | 'no' | 'second_factor'> {
  if (viewer.may('network.contact') || (await isFounding(viewer.id))) return 'yes'
  if (viewer.holds('network.contact')) return 'second_factor'
  const [row] = await prepared<{ may: boolean | null }>(STANDS_IN, [viewer.id, at])
  return row?.may === true ? 'yes' : 'no'
}
