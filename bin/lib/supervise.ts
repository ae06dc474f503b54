import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from './settings.js'
import type { Variables } from './settings.js'

export interface SuperviseOptions {
  /** How sentences call it: "The web server". */
  name: string
  args: string[]
  variables: Variables
  log: (sentence: string) => void
  /** Aborted by a Ctrl-C, which the terminal also sends to the child: leaving is then no crash. */
  interrupted: AbortSignal
}

/** A child that is started again when it crashes. */
export interface Supervised {
  /** Resolves with a sentence when starting again has become pointless. */
  gaveUp: Promise<string>
  /** SIGTERM, then SIGKILL after `graceSeconds` or as soon as `hurried`. */
  stop(graceSeconds: number, hurried: AbortSignal): Promise<void>
}

const PRELOAD = join(ROOT, 'bin', 'leave_with_parent.mjs')
const MOST_CRASHES = 5
const CRASH_WINDOW = 5 * 60_000
const EARLY = 4000

/** Starts a Node child; a crash is followed by another start, later each time, five times at most. */
export function supervise(options: SuperviseOptions): Supervised {
  const { name, args, variables, log, interrupted } = options
  const stopping = new AbortController()
  const isEnding = () => stopping.signal.aborted || interrupted.aborted
  let child: ChildProcess | null = null
  let crashes: number[] = []

  async function runUntilHopeless(): Promise<string> {
    for (let runs = 1; ; runs += 1) {
      const begun = Date.now()
      child = start(args, variables)
      const [code, signal] = await once(child, 'exit')
      if (isEnding()) return await new Promise<never>(() => {})
      const reason = signal ? `signal ${signal}` : `exit code ${code}`
      // What fails at once the first time is a wrong setting: trying again would only repeat it.
      if (runs === 1 && Date.now() - begun < EARLY) return `${name} could not start (${reason}).`
      crashes = [...crashes, Date.now()].filter((instant) => Date.now() - instant < CRASH_WINDOW)
      if (crashes.length > MOST_CRASHES) return `${name} keeps stopping (${reason}).`
      log(`${name} stopped unexpectedly (${reason}); starting it again.`)
      await wait(250 * 2 ** crashes.length, undefined, stopping).catch(() => {})
      if (isEnding()) return await new Promise<never>(() => {})
    }
  }

  async function stop(graceSeconds: number, hurried: AbortSignal): Promise<void> {
    stopping.abort()
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const running = child
    const gone = once(running, 'exit')
    running.kill('SIGTERM')
    const kill = () => running.kill('SIGKILL')
    const late = setTimeout(kill, graceSeconds * 1000)
    if (hurried.aborted) kill()
    hurried.addEventListener('abort', kill)
    await gone
    clearTimeout(late)
  }

  return { gaveUp: runUntilHopeless(), stop }
}

function start(args: string[], variables: Variables): ChildProcess {
  return spawn(
    process.execPath,
    ['--enable-source-maps', '--import', `file://${PRELOAD}`, ...args],
    { cwd: ROOT, env: variables, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
  )
}
