import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { isProvider, providerOf } from '../providers.js'
import { receiveNotices } from './inbox.js'

const STATUS = { no_secret: 503, bad_signature: 400, stale: 400, unreadable: 400 } as const

/** Of the headers, what a signature was made with; the rest says nothing that we need. */
const KEPT = ['stripe-signature', 'x-mollie-signature', 'x-placette-signature', 'content-type']

/** What is refused is sent again by the provider, for a day; what is forged fills no table. */
const FROM_ANYONE = { tries: 1200, seconds: 900, inGroups: true }

/** Where providers say that something changed: verified, kept, answered; read by a job. */
export default class WebhookController {
  async handle({ params, request, response }: HttpContext) {
    if (!isProvider(params.provider)) throw new NotFound()
    const provider = providerOf(params.provider)
    const raw = Buffer.from(request.raw() ?? '', 'utf8')
    const headers: Record<string, string> = {}
    for (const name of KEPT) headers[name] = request.header(name) ?? ''
    const read = await provider.readNotice(raw, headers, clock.now())
    if (!read.ok) return response.status(STATUS[read.refusal]).json({ error: read.refusal })
    if (read.unsigned) await throttle(`webhook:${provider.name}`, [request.ip()], FROM_ANYONE)
    await receiveNotices(provider.name, read.notices, { raw, headers }, clock.now())
    return response.status(200).json({ received: true })
  }
}
