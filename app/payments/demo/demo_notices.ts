import { createHmac, randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import env from '#start/env'
import { clock } from '#shared/clock'
import { enqueue } from '#shared/jobs/queue'
import { demoSecret } from '../installation.js'
import type { DemoObject } from './demo_objects.js'

export const SEND_DEMO_NOTICE = 'send_demo_notice'

/** Asks for a notice that an object has changed, with the change itself. */
export async function askForDemoNotice(
  type: string,
  { kind, ref }: DemoObject,
  transaction: TransactionClientContract
): Promise<void> {
  const notice = { id: `demo_event_${randomUUID()}`, type, object: { kind, id: ref } }
  await enqueue(SEND_DEMO_NOTICE, notice, transaction)
}

/** A notice's body and its signature, as a provider would send them. */
export async function signedNotice(notice: unknown, at: Date) {
  const body = JSON.stringify(notice)
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', await demoSecret()).update(`${seconds}.${body}`)
  return { body, header: `t=${seconds},v1=${signature.digest('hex')}` }
}

/** Sends it to our own address by HTTP, as any provider does; what is not answered is sent again. */
export async function sendDemoNotice(payload: Record<string, unknown>): Promise<void> {
  const { body, header } = await signedNotice(payload, clock.now())
  const answer = await fetch(`http://127.0.0.1:${env.get('PORT')}/webhooks/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-placette-signature': header },
    body,
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`The notice was answered ${answer.status}`)
}
