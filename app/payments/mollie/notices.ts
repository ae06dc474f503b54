import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Notice, NoticeRead } from '../provider.js'
import { isPaymentId } from './mollie_words.js'

const SIGNATURE = 'x-mollie-signature'

/**
 * A notice of Mollie: classic (a form with an id, unsigned: only a hint to look), or of the newer
 * kind (JSON, signed with the webhook's secret; two signatures while a secret is being changed).
 */
export function readNotice(
  raw: Buffer,
  headers: Record<string, string | undefined>,
  receivedAt: Date,
  secret: string | null
): NoticeRead {
  const signature = headers[SIGNATURE]
  if (!signature) return classic(raw, receivedAt)
  if (!secret) return { ok: false, refusal: 'no_secret' }
  if (!isSigned(raw, signature, secret)) return { ok: false, refusal: 'bad_signature' }
  return signed(raw, receivedAt)
}

/** The same id is sent again for refunds and chargebacks: each receipt is a notice of its own. */
function classic(raw: Buffer, receivedAt: Date): NoticeRead {
  const ids = new URLSearchParams(raw.toString('utf8')).getAll('id')
  const [id] = ids
  if (ids.length !== 1 || !id || !isPaymentId(id)) return { ok: false, refusal: 'unreadable' }
  const notice = payment(id, `${id}:${receivedAt.toISOString()}`, 'payment')
  return { ok: true, notices: [notice], unsigned: true }
}

function isSigned(raw: Buffer, header: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(raw).digest()
  return header.split(',').some((part) => {
    const [, hex] = /^\s*(?:sha256=)?([0-9a-f]{64})\s*$/i.exec(part) ?? []
    return hex !== undefined && timingSafeEqual(Buffer.from(hex, 'hex'), expected)
  })
}

interface Body {
  resource?: unknown
  id?: unknown
  type?: unknown
  entityId?: unknown
  paymentId?: unknown
  _embedded?: { entity?: Body }
}

/** What is signed but of no concern to us (a ping, a payment link) is a notice of nothing. */
function signed(raw: Buffer, receivedAt: Date): NoticeRead {
  const body = parsed(raw)
  if (!body || typeof body.id !== 'string') return { ok: false, refusal: 'unreadable' }
  if (body.resource !== 'event') {
    const key = `${body.id}:${receivedAt.toISOString()}`
    return { ok: true, notices: about(body, body.id, key, String(body.resource)) }
  }
  const entity = body._embedded?.entity ?? {}
  return { ok: true, notices: about(entity, body.entityId, body.id, String(body.type)) }
}

function about(entity: Body, id: unknown, key: string, type: string): Notice[] {
  const paymentId = [id, entity.paymentId].find(
    (candidate): candidate is string => typeof candidate === 'string' && isPaymentId(candidate)
  )
  return paymentId ? [payment(paymentId, key, type)] : []
}

function payment(id: string, dedupeKey: string, type: string): Notice {
  return { dedupeKey, type, object: { kind: 'payment', id } }
}

function parsed(raw: Buffer): Body | null {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'))
    return typeof body === 'object' && body !== null ? body : null
  } catch {
    return null
  }
}
