import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** A voice given to someone for one vote, not taken back. */
export interface Proxy {
  id: number
  giverId: number
  giverNumber: number
  giverName: string
  holderId: number
  holderNumber: number
  holderName: string
  /** Whether the holder voted with it. */
  used: boolean
}

const PROXIES = {
  name: 'governance.proxies_of',
  text: `select p.id, p.giver_id as "giverId", g.number as "giverNumber", coalesce(x.name, g.name) as "giverName",
      p.holder_id as "holderId", h.number as "holderNumber", coalesce(y.name, h.name) as "holderName",
      exists (select from attendances a where a.proxy_id = p.id) as used
    from proxies p
      join members g on g.id = p.giver_id left join people x on x.id = g.person_id
      join members h on h.id = p.holder_id left join people y on y.id = h.person_id
    where p.proposal_id = $1 and $2 in (p.giver_id, p.holder_id)
      and not exists (select from proxy_revocations r where r.proxy_id = p.id)
    order by p.id`,
}

/** The proxies of a vote that stand and concern a member: given by them, or held. */
export const proxiesOf = (
  proposalId: number,
  memberId: number,
  transaction?: TransactionClientContract
) => prepared<Proxy>(PROXIES, [proposalId, memberId], transaction)
