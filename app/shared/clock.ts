/** Says what instant it is. Verbs take the instant itself (`at: Date`); only the edges ask a clock. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that moves when told to: tests and the demo's two years are played on it. */
export class FakeClock implements Clock {
  #instant: Date

  constructor(instant: Date | string) {
    this.#instant = new Date(instant)
  }

  now() {
    return new Date(this.#instant)
  }

  set(instant: Date | string) {
    this.#instant = new Date(instant)
  }

  advance(length: { days?: number; hours?: number; minutes?: number; seconds?: number }) {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = length
    const milliseconds = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    this.#instant = new Date(this.#instant.getTime() + milliseconds)
  }
}

let running: Clock = systemClock

/** The clock of the edges: controllers, jobs, commands. */
export const clock: Clock = { now: () => running.now() }

/** Puts another clock in place and returns the way back. */
export function useClock(other: Clock): () => void {
  const before = running
  running = other
  return () => {
    running = before
  }
}
