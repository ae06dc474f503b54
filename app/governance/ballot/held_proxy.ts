import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { NotFound } from '#shared/http/refusals'
import { proxiesOf, type Proxy } from '../voting/proxy.js'

/** The voice that the address names, which this member must hold; null at the member's own paper. */
export async function heldProxy(
  { params }: HttpContext,
  memberId: number | null,
  transaction?: TransactionClientContract
): Promise<Proxy | null> {
  if (params.proxyId === undefined) return null
  if (memberId === null) throw new NotFound()
  const proxies = await proxiesOf(Number(params.id), memberId, transaction)
  const held = proxies.find(({ id, holderId }) => id === params.proxyId && holderId === memberId)
  if (!held) throw new NotFound()
  return held
}

/** Where a paper is: a member's own, or that of a voice that they hold. */
export const paperPath = (proposalId: number, proxyId: number | null) =>
  proxyId === null
    ? `/decide/${proposalId}/ballot`
    : `/decide/${proposalId}/proxies/${proxyId}/ballot`
