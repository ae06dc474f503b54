import type { Refusal } from './refusal.js'

export interface Answer {
  status: number
  body: unknown
}

/** The keys of earlier requests, each with what it asked and what it was answered. */
export class IdempotencyKeys {
  readonly #known = new Map<string, { asked: string; answer: Answer }>()

  /** The answer given before under a key; a refusal when it asked something else then. */
  earlier(key: string, asked: string): { answer: Answer } | { refusal: Refusal } | null {
    const known = this.#known.get(key)
    if (!known) return null
    if (known.asked === asked) return { answer: known.answer }
    return {
      refusal: {
        status: 400,
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: 'Keys for idempotent requests can only be used with the same parameters',
        param: null,
      },
    }
  }

  keep(key: string, asked: string, answer: Answer): void {
    this.#known.set(key, { asked, answer })
  }

  /** Keys under which something was done, as often as it was. */
  get used(): string[] {
    return [...this.#known.keys()]
  }
}
