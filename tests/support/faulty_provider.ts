import type { CheckoutOrder, ObjectRef, Provider } from '#payments/provider'
import { ProviderRefused, ProviderUnreachable } from '#payments/provider'
import { DemoProvider } from '#payments/demo/demo_provider'

/** Where the line breaks: before the bank hears, or after it has done it and before it answers; or it refuses. */
export type Break = 'before' | 'after' | 'refused' | null

/** The play bank at the end of a bad line: each call may be cut as the given breaks say. */
export class FaultyProvider extends DemoProvider {
  breaks: Break[] = []

  async #through<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const broken = this.breaks.shift() ?? null
    if (broken === 'before') throw new ProviderUnreachable('cut before')
    if (broken === 'refused') throw new ProviderRefused('refused', 'refused')
    const answer = await call()
    if (broken === 'after') throw new ProviderUnreachable('cut after')
    return answer
  }

  override createCheckout(order: CheckoutOrder) {
    return this.#through(() => super.createCheckout(order))
  }

  override fetch(object: ObjectRef, installId: string) {
    return this.#through(() => super.fetch(object, installId))
  }

  override refund(...call: Parameters<Provider['refund']>) {
    return this.#through(() => super.refund(...call))
  }

  override changeAmount(ref: string, amountCents: number) {
    return this.#through(() => super.changeAmount(ref, amountCents))
  }

  override cancel(ref: string) {
    return this.#through(() => super.cancel(ref))
  }
}
