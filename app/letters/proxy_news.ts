import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { notifyAll } from './vote_notifications.js'

/** Tells whoever gives their voice, and whoever holds it. */
export function listenToProxies(): void {
  listenInTransaction('governance.proxy_given', given)
  listenInTransaction('governance.proxy_taken_back', takenBack)
}

interface OfProxy {
  proposalId: number
  proxyId: number
  giverId: number
  holderId: number
}

async function given(event: DomainEvent, transaction: TransactionClientContract) {
  const { proposalId, proxyId, giverId, holderId } = event as unknown as OfProxy
  const one = { proposalId, distinct: String(proxyId) }
  const [giver, holder] = [
    await accountOf(giverId, transaction),
    await accountOf(holderId, transaction),
  ]
  const received = {
    ...one,
    kind: 'proxy_received',
    memberIds: [holderId],
    actorId: giver,
  } as const
  await notifyAll(received, event.at, transaction)
  const confirmed = { ...one, kind: 'proxy_given', memberIds: [giverId], actorId: holder } as const
  await notifyAll(confirmed, event.at, transaction)
}

async function takenBack(event: DomainEvent, transaction: TransactionClientContract) {
  const { proposalId, proxyId, giverId, holderId } = event as unknown as OfProxy
  const news = { proposalId, distinct: String(proxyId), memberIds: [holderId] }
  const actorId = await accountOf(giverId, transaction)
  await notifyAll({ ...news, kind: 'proxy_taken_back', actorId }, event.at, transaction)
}

async function accountOf(memberId: number, transaction: TransactionClientContract) {
  const member = await transaction.from('members').where('id', memberId).first()
  return member?.person_id ?? null
}
