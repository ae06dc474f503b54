/** A fault to be played on the next call that fits. */
export interface Fault {
  method: string
  path: RegExp
  /** Whether Mollie has done what was asked when it fails. */
  when: 'before' | 'after'
  /** A status to answer, the line cut, or no answer at all. */
  how: number | 'cut' | 'silent'
  times: number
}

/** Faults in wait, each for as many calls as it was asked for. */
export class Faults {
  readonly #waiting: Fault[] = []

  add(fault: Omit<Fault, 'times'>, times = 1) {
    this.#waiting.push({ ...fault, times })
  }

  /** The fault that a call meets, spent by meeting it. */
  met(method: string, path: string): Fault | null {
    const index = this.#waiting.findIndex(
      (fault) => fault.method === method && fault.path.test(path)
    )
    const fault = this.#waiting[index]
    if (!fault) return null
    fault.times -= 1
    if (fault.times === 0) this.#waiting.splice(index, 1)
    return fault
  }
}
