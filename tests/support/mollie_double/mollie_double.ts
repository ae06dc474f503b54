import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Clock } from '#shared/clock'
import { MollieAccount } from './account.js'
import { Acts } from './acts.js'
import { loopbackCertificate, trustLoopbackCertificate } from './certificate.js'
import { Faults } from './faults.js'
import { InHal } from './in_hal.js'
import { Problem } from './problem.js'
import { answer, type Asked } from './routes.js'

const REMEMBERED = 60 * 60_000

interface Call {
  method: string
  path: string
  key: string | null
  body: Record<string, unknown>
  status: number
}

/** Mollie for the tests, over real HTTPS: it does what we use of it and refuses what Mollie refuses. */
export class MollieDouble {
  readonly apiKey = 'test_double_key'
  readonly account: MollieAccount
  readonly acts: Acts
  readonly faults = new Faults()
  /** Every call that came, in order, with what was answered. */
  readonly calls: Call[] = []
  readonly #server: Server
  readonly #hal: InHal
  readonly #remembered = new Map<string, { at: Date; asked: string; answer: [number, unknown] }>()

  private constructor(server: Server, clock: Clock) {
    this.#server = server
    this.account = new MollieAccount(clock)
    this.acts = new Acts(this.account)
    this.#hal = new InHal(this.account, () => this.endpoint)
  }

  static async start(clock: Clock): Promise<MollieDouble> {
    await trustLoopbackCertificate()
    const server = createServer(await loopbackCertificate())
    const double = new MollieDouble(server, clock)
    server.on('request', (request, response) => void double.#receive(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return double
  }

  get endpoint(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v2/`
  }

  /** Calls that were refused: in a scenario there should be none. */
  get refused(): Call[] {
    return this.calls.filter(({ status }) => status >= 400 && status < 500)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', this.endpoint)
    const path = url.pathname.replace(/^\/v2\//, '')
    const method = request.method ?? 'GET'
    const key = request.headers['idempotency-key']?.toString() ?? null
    const fault = this.faults.met(method, path)
    const call: Call = { method, path, key, body: {}, status: 0 }
    this.calls.push(call)
    let [status, body]: [number, unknown] = [0, null]
    if (fault?.when !== 'before') {
      ;[status, body] = this.#answer(request, call, url, Buffer.concat(chunks).toString('utf8'))
    }
    if (fault?.how === 'silent') return
    if (fault?.how === 'cut') return void request.socket.destroy()
    if (fault) [status, body] = [fault.how, new Problem(fault.how, 'Fault', 'A fault.').body()]
    call.status = status
    response.writeHead(status, { 'content-type': 'application/hal+json', 'retry-after': '0' })
    response.end(JSON.stringify(body))
  }

  #answer(request: IncomingMessage, call: Call, url: URL, text: string): [number, unknown] {
    try {
      if (request.headers.authorization !== `Bearer ${this.apiKey}`) {
        throw new Problem(401, 'Unauthorized', 'Missing authentication, or failed to authenticate.')
      }
      call.body = bodyOf(text)
      const asked: Asked = {
        method: call.method,
        path: call.path,
        query: url.searchParams,
        body: call.body,
      }
      return this.#once(call.key, `${call.method} ${call.path} ${text}`, () =>
        answer(this.account, this.#hal, asked)
      )
    } catch (error) {
      if (error instanceof Problem) return [error.status, error.body()]
      throw error
    }
  }

  /** What was asked with a key is answered again as it was, for an hour. */
  #once(key: string | null, asked: string, ask: () => [number, unknown]): [number, unknown] {
    const now = this.account.clock.now()
    const before = key === null ? undefined : this.#remembered.get(key)
    if (before && now.getTime() - before.at.getTime() < REMEMBERED) {
      if (before.asked === asked) return before.answer
      throw new Problem(422, 'Unprocessable Entity', 'The idempotency key was used before.')
    }
    const answered = ask()
    if (key !== null) this.#remembered.set(key, { at: now, asked, answer: answered })
    return answered
  }
}

function bodyOf(text: string): Record<string, unknown> {
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null) return { ...body }
  } catch {
    // What cannot be read is refused below, as Mollie does.
  }
  throw new Problem(400, 'Bad Request', 'The body is not valid JSON.')
}
