import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** One request of a load; a connection goes through its own list again and again. */
export interface LoadRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  url: string
  connections: number
  seconds: number
  /** Shared out among the connections in turn. */
  requests: LoadRequest[]
}

export interface LoadResult {
  perSecond: number
  p50: number
  p99: number
  /** Bytes of an answer, head included, on average. */
  bytes: number
}

/** Loads a server from a process of its own; an answer of 400 or more is an error, not a result. */
export async function load(options: Load): Promise<LoadResult> {
  const child = fork(fileURLToPath(new URL('load_process.ts', import.meta.url)), {
    execArgv: ['--import', '@poppinss/ts-exec'],
  })
  child.send(options)
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (typeof answer !== 'object' || answer === null) throw new Error('The load generator ended')
  if ('error' in answer) throw new Error(String(answer.error))
  return answer as LoadResult
}
