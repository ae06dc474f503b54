import { createHmac } from 'node:crypto'

/** A notice as it goes over the wire. */
export interface NoticeOnItsWay {
  body: string
  headers: Record<string, string>
}

export function classicNotice(id: string): NoticeOnItsWay {
  return {
    body: new URLSearchParams({ id }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
}

/** A notice of the newer kind, signed with one secret, or with two while they change. */
export function signedNotice(
  event: { id: string; type: string; entity: Record<string, unknown> & { id: string } },
  ...secrets: string[]
): NoticeOnItsWay {
  const body = JSON.stringify({
    resource: 'event',
    id: event.id,
    type: event.type,
    entityId: event.entity.id,
    createdAt: '2026-03-01T10:00:00+00:00',
    _embedded: { entity: event.entity },
  })
  const signatures = secrets.map(
    (secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  )
  return {
    body,
    headers: { 'content-type': 'application/json', 'x-mollie-signature': signatures.join(', ') },
  }
}
