import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from './refusal.js'
import type { Settings } from './settings.js'

/** Refuses, naming the remedy, when the address to serve at cannot be had. */
export async function requirePort({ host, port }: Settings): Promise<void> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`)
  }
  const probe = createServer()
  try {
    probe.listen({ port, host })
    await once(probe, 'listening')
  } catch (error) {
    throw new Refusal(`${reasonOf(error, host, port)} Choose another with PORT=… or HOST=…`)
  } finally {
    probe.close()
  }
}

/** Resolves once the server says that it can do its work. */
export async function untilServing(
  { host, port }: Settings,
  interrupted: AbortSignal
): Promise<void> {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }
  const name = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)
  while (!interrupted.aborted) {
    const response = await fetch(`http://${name}:${port}/health/ready`, {
      signal: AbortSignal.timeout(5000),
    }).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return
    await setTimeout(100)
  }
}

function reasonOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : error
  if (code === 'EADDRINUSE') return `Port ${port} is already used by another program on ${host}.`
  if (code === 'EACCES') return `This account may not listen on port ${port}.`
  return `Nothing can listen on ${host}, port ${port} (${code}).`
}
