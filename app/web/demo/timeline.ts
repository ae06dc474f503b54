interface Step {
  at: Date
  does: () => Promise<void>
}

/** Things of the past, done in the order of their instants; what would come after `now` is not. */
export class Timeline {
  #steps: Step[] = []

  constructor(readonly now: Date) {}

  /** A step may add others, later than itself. */
  add(at: Date, does: () => Promise<void>): void {
    if (at < this.now) this.#steps.push({ at, does })
  }

  async play(): Promise<void> {
    for (;;) {
      this.#steps.sort((one, other) => one.at.getTime() - other.at.getTime())
      const next = this.#steps.shift()
      if (!next) return
      await next.does()
    }
  }
}
