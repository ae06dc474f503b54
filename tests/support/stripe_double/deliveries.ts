import { createHmac } from 'node:crypto'
import type { Event } from './things.js'

export const WEBHOOK_SECRET = 'whsec_double'

/** How a delivery differs from an honest one. */
export interface Delivery {
  secret?: string
  /** Changes the body after it was signed. */
  tampered?: boolean
  unsigned?: boolean
  /** Seconds since the signature was made. */
  age?: number
  /** The version the endpoint was made with. */
  apiVersion?: string
  now?: Date
}

/** What Stripe would send: pretty-printed JSON and its signature, worked out without the SDK. */
export function written(event: Event, delivery: Delivery = {}) {
  const { secret = WEBHOOK_SECRET, age = 0, apiVersion = event.api_version } = delivery
  const signed = JSON.stringify({ ...event, api_version: apiVersion }, null, 2)
  const at = Math.floor((delivery.now?.getTime() ?? Date.now()) / 1000) - age
  const signature = createHmac('sha256', secret).update(`${at}.${signed}`).digest('hex')
  const body = delivery.tampered ? signed.replace(event.type, `${event.type} `) : signed
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  if (!delivery.unsigned) headers['stripe-signature'] = `t=${at},v1=${signature}`
  return { body, headers }
}

/** Posts it, and says what was answered. */
export async function deliver(url: string, event: Event, delivery: Delivery = {}): Promise<number> {
  const { body, headers } = written(event, delivery)
  const response = await fetch(url, { method: 'POST', headers, body })
  await response.body?.cancel()
  return response.status
}
