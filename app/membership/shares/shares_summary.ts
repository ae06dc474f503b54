import { eurosLabel } from '#shared/euros'
import { holdingsOf, totalOf } from './share_holdings.js'

/** What a member holds, in a sentence's worth; none for someone who is not in the register. */
export async function sharesSummary(memberId: number | null, locale: string) {
  const held = totalOf(memberId === null ? [] : await holdingsOf(memberId))
  return {
    shares: held.shares,
    value: eurosLabel(held.nominalCents, locale),
    paid: eurosLabel(held.paidUpCents, locale),
    whole: held.paidUpCents === held.nominalCents ? 'yes' : 'no',
  }
}
