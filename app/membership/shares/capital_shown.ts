import { eurosLabel } from '#shared/euros'
import { capitalAt, capitalByCollege } from './share_capital.js'

/** The capital as a page shows it: total, paid up, floor, and by college where there are any. */
export async function capitalShown(at: Date, locale: string) {
  const capital = await capitalAt(at)
  const colleges = await capitalByCollege()
  return {
    shares: capital.shares,
    holders: capital.holders,
    subscribed: eurosLabel(capital.subscribedCents, locale),
    paidUp: eurosLabel(capital.paidUpCents, locale),
    highest: eurosLabel(capital.highestCents, locale),
    floor: eurosLabel(capital.floorCents, locale),
    free: eurosLabel(Math.max(0, capital.subscribedCents - capital.floorCents), locale),
    colleges: colleges.some(({ college }) => college !== null)
      ? colleges.map((one) => ({ ...one, value: eurosLabel(one.cents, locale) }))
      : [],
  }
}
