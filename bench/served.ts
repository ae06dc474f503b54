import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export interface ServeOptions {
  args: string[]
  variables: Record<string, string>
  /** The address that answers 200 once the server can do its work. */
  readyPath: string
}

/** A server in a process of its own. */
export interface Served {
  url: string
  /** From its start to its first answer that it is ready. */
  readyMilliseconds: number
  /** Its memory now, and the most it ever held, in MiB; NaN where the system does not say. */
  memory(): { now: number; peak: number }
  /** Asks the process, which must have been started with `count_statements`. */
  statements(): Promise<number>
  stop(): Promise<void>
}

/** Starts a server on a free port of the loopback and waits until it is ready. */
export async function serve({ args, variables, readyPath }: ServeOptions): Promise<Served> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    env: {
      ...variables,
      HOST: '127.0.0.1',
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  // Whatever ends the bench ends its servers.
  const kill = () => child.kill('SIGKILL')
  process.on('exit', kill)
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended: ${child.exitCode}`)
    const answer = await fetch(url + readyPath).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok) break
    await wait(5)
  }
  return {
    url,
    readyMilliseconds: performance.now() - begun,
    memory: () => ({ now: memoryOf(child.pid, 'VmRSS'), peak: memoryOf(child.pid, 'VmHWM') }),
    statements: () => askStatements(child),
    stop: async () => {
      process.off('exit', kill)
      child.kill('SIGTERM')
      await Promise.race([gone, wait(15_000, undefined, { ref: false })])
      child.kill('SIGKILL')
    },
  }
}

// The program may say other things to its parent: only its count is awaited.
async function askStatements(child: ChildProcess): Promise<number> {
  child.send('statements')
  for (;;) {
    const [answer] = await once(child, 'message')
    if (typeof answer?.statements === 'number') return answer.statements
  }
}

function memoryOf(pid: number | undefined, what: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
