/** How a request goes wrong. `after` and the like: it was carried out, and the answer was lost. */
export type FaultKind =
  'refuse_500' | 'answer_500' | 'too_many' | 'cut_before' | 'cut_after' | 'slow'

interface Fault {
  kind: FaultKind
  path: RegExp
  times: number
  /** How long the answer waits, in milliseconds, when slow. */
  delay: number
}

/** What the test has planned to go wrong. */
export class Faults {
  #planned: Fault[] = []

  plan(kind: FaultKind, path: RegExp, times = 1, delay = 0): void {
    this.#planned.push({ kind, path, times, delay })
  }

  /** The next fault for a request, once less afterwards. */
  take(request: string): Fault | null {
    const fault = this.#planned.find(({ path, times }) => times > 0 && path.test(request))
    if (fault) fault.times -= 1
    return fault ?? null
  }

  clear(): void {
    this.#planned = []
  }
}
