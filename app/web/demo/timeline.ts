import { parisDay, parisInstant } from '#shared/paris'

interface Step {
  at: Date
  does: () => Promise<void>
}

/** Things of the past, done in the order of their instants; what would come after `now` is not. */
export class Timeline {
  #steps: Step[] = []

  constructor(readonly now: Date) {}

  /** A time of Europe/Paris on the day so long ago. */
  instant(daysAgo: number, time: string): Date {
    const day = parisDay(new Date(this.now.getTime() - daysAgo * 86_400_000))
    const at = parisInstant(day, time)
    if (!at) throw new Error(`There is no ${time} on ${day}`)
    return at
  }

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
