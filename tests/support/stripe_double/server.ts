import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { checkParameters } from './check_parameters.js'
import { expanded } from './expand.js'
import { Faults } from './faults.js'
import { readForm, textsAt, type Form } from './form.js'
import { IdempotencyKeys, type Answer } from './idempotency.js'
import { page } from './listing.js'
import { refusal, Refused, type Refusal } from './refusal.js'
import { ROUTES, type Route } from './routes.js'
import type { Store } from './store.js'

export const SECRET_KEY = 'sk_test_double'
export const API_VERSION = '2026-10-28.endive'

/** A request as it came. */
export interface Received {
  method: string
  path: string
  form: Form
  key: string | null
  refusal: Refusal | null
}

/** Speaks HTTP on loopback as Stripe does, as strictly as Stripe does. */
export class StripeServer {
  readonly faults = new Faults()
  readonly keys = new IdempotencyKeys()
  readonly received: Received[] = []
  #server: Server | null = null

  constructor(readonly store: Store) {}

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#handle(request, response).catch((error) => response.destroy(error))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.#server = server
  }

  async stop(): Promise<void> {
    const server = this.#server
    server?.closeAllConnections()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  }

  get base(): string {
    const address = this.#server?.address()
    if (!address || typeof address === 'string') throw new Error('The double is not started')
    return `http://127.0.0.1:${address.port}`
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://stripe')
    const method = request.method ?? 'GET'
    const body = method === 'POST' ? await text(request) : url.searchParams.toString()
    const fault = this.faults.take(`${method} ${url.pathname}`)
    if (fault?.kind === 'slow') await delay(fault.delay)
    if (fault?.kind === 'cut_before') return request.socket.destroy()
    if (fault?.kind === 'refuse_500') return write(response, theirFault(500))
    if (fault?.kind === 'too_many') return write(response, theirFault(429))
    const answer = this.#answer(request, method, url.pathname, readForm(body))
    if (fault?.kind === 'cut_after') return request.socket.destroy()
    return write(response, fault?.kind === 'answer_500' ? theirFault(500) : answer)
  }

  #answer(request: IncomingMessage, method: string, path: string, form: Form): Answer {
    const key = headerOf(request, 'idempotency-key')
    const received: Received = { method, path, form, key, refusal: null }
    this.received.push(received)
    try {
      return this.#carryOut(request, received)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      received.refusal = error.why
      return refusedAnswer(error.why)
    }
  }

  #carryOut(request: IncomingMessage, { method, path, form, key }: Received): Answer {
    if (headerOf(request, 'authorization') !== `Bearer ${SECRET_KEY}`) {
      throw new Refused({ ...refusal('api_key_invalid', 'Invalid API Key'), status: 401 })
    }
    if (headerOf(request, 'stripe-version') !== API_VERSION) {
      throw new Refused(refusal('api_version_invalid', `This is ${API_VERSION}`))
    }
    const route = ROUTES.find((each) => each.method === method && each.path.test(path))
    if (!route) {
      throw new Refused({
        ...refusal('url_invalid', `Unrecognized: ${method} ${path}`),
        status: 404,
      })
    }
    const wrong = checkParameters(form, ...route.parameters)
    if (wrong) throw new Refused(wrong)
    if (route.moves && (!key || key.startsWith('stripe-node-retry-') || key.length > 255)) {
      throw new Refused(refusal('idempotency_key_required', 'A key of your own is asked'))
    }
    if (method !== 'POST' || !key) return this.#run(route, path, form)
    const asked = JSON.stringify([path, form])
    const earlier = this.keys.earlier(key, asked)
    if (earlier && 'refusal' in earlier) throw new Refused(earlier.refusal)
    if (earlier) return earlier.answer
    const answer = this.#run(route, path, form)
    this.keys.keep(key, asked, answer)
    return answer
  }

  #run(route: Route, path: string, form: Form): Answer {
    const id = decodeURIComponent(route.path.exec(path)?.[1] ?? '')
    const answer = route.answer({ store: this.store, form, id, base: this.base })
    const whole = Array.isArray(answer) ? page(answer, form, path) : answer
    return { status: 200, body: expanded(this.store, whole, textsAt(form, 'expand')) }
  }
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

function refusedAnswer({ status, ...error }: Refusal): Answer {
  return { status, body: { error } }
}

function theirFault(status: number): Answer {
  return { status, body: { error: { type: 'api_error', message: 'Something went wrong' } } }
}

function write(response: ServerResponse, { status, body }: Answer) {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_double' })
  response.end(JSON.stringify(body, null, 2))
}
