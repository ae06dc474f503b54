import { createMollieClient, type MollieClient } from '@mollie/api-client'
import { ProviderUnreachable } from '../provider.js'
import { asProviderError } from './mollie_errors.js'

export interface MollieConfig {
  apiKey: string
  /** Another address than Mollie's own, with https; for tests and demonstrations only. */
  apiEndpoint?: string | null
  /** Of the webhooks made in Mollie's dashboard, whose notices are signed. */
  webhookSecret?: string | null
  /** How long one call may take, its repetitions included; twenty seconds unless said. */
  timeoutMilliseconds?: number
}

const TIMEOUT_MILLISECONDS = 20_000

/** Calls to Mollie's API: the client made when first needed, each call ended by a time limit. */
export class MollieCalls {
  #client: MollieClient | null = null

  constructor(readonly config: MollieConfig) {}

  /** Answers what Mollie answers; throws ProviderRefused or ProviderUnreachable, never the SDK's own. */
  async call<Answer>(ask: (client: MollieClient) => Promise<Answer>): Promise<Answer> {
    const client = (this.#client ??= this.#connect())
    try {
      return await this.#inTime(ask(client))
    } catch (error) {
      throw asProviderError(error)
    }
  }

  /** Walks through a list, page by page. */
  async *each<Item>(
    list: (client: MollieClient) => AsyncIterator<Item, void, never>
  ): AsyncIterable<Item> {
    const client = (this.#client ??= this.#connect())
    const items = list(client)
    for (;;) {
      const next = await this.call(() => items.next())
      if (next.done) return
      yield next.value
    }
  }

  #connect(): MollieClient {
    const { apiKey, apiEndpoint } = this.config
    return createMollieClient(apiEndpoint ? { apiKey, apiEndpoint } : { apiKey })
  }

  /** The client sets no time limit, and a call that hangs would hold a worker for ever. */
  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const milliseconds = this.config.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new ProviderUnreachable(`no answer within ${milliseconds} ms`)),
        milliseconds
      )
    })
    try {
      return await Promise.race([answer, limit])
    } finally {
      clearTimeout(timer)
    }
  }
}
