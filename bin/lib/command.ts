import { constants } from 'node:os'
import { Refusal } from './refusal.js'

type Cleanup = () => Promise<void> | void

/** What a command's body is given to end in order, however it ends. */
export interface Command {
  /** Registers what to undo at the end; the last registered runs first. */
  atEnd(cleanup: Cleanup): void
  /** Registers what to say when all is undone. */
  atLast(say: () => void): void
  /** Aborted by the first Ctrl-C, SIGTERM, or death of the parent. */
  interrupted: AbortSignal
  /** Aborted by a second one: stop without waiting. */
  hurried: AbortSignal
}

// npm and the terminal both hand on the same Ctrl-C: what comes together is one.
const SAME_PRESS = 800

/**
 * Runs a command's body, then everything it registered with `atEnd`. A refusal prints its
 * sentence, anything else its stack; both exit 1. An interruption exits `afterInterruption`,
 * else 128 + the signal's number.
 */
export async function runCommand(
  body: (command: Command) => Promise<void>,
  afterInterruption?: number
): Promise<void> {
  const cleanups: Cleanup[] = []
  const interruption = new AbortController()
  const hurry = new AbortController()
  let ending: Promise<void> | null = null
  const end = () => (ending ??= runAll(cleanups))
  let first = 0

  const interrupt = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
    if (first > 0) {
      if (Date.now() - first > SAME_PRESS) hurry.abort()
      return
    }
    first = Date.now()
    interruption.abort()
    const code = afterInterruption ?? 128 + constants.signals[signal]
    void end().then(
      () => process.exit(code),
      () => process.exit(1)
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  process.on('disconnect', () => interrupt('SIGTERM'))
  process.channel?.unref()

  const command: Command = {
    atEnd: (cleanup) => void cleanups.push(cleanup),
    atLast: (say) => void cleanups.unshift(say),
    interrupted: interruption.signal,
    hurried: hurry.signal,
  }
  try {
    await body(command)
  } catch (error) {
    if (interruption.signal.aborted) return
    process.exitCode = 1
    console.error(error instanceof Refusal ? `\n${error.message}` : error)
  }
  await end()
  if (!interruption.signal.aborted) process.exit()
}

async function runAll(cleanups: Cleanup[]): Promise<void> {
  for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) {
    try {
      await cleanup()
    } catch (error) {
      process.exitCode = 1
      console.error(error)
    }
  }
}
