import { setTimeout as delay } from 'node:timers/promises'

const LIMIT = 10_000

/** Waits until something is so, and says what never was. */
export async function eventually(
  sentence: string,
  condition: () => Promise<boolean>
): Promise<void> {
  const until = performance.now() + LIMIT
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`Never within ten seconds: ${sentence}`)
    await delay(50)
  }
}
