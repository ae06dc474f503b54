import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const CHANNEL = 'changed'

const AGAIN_AFTER = 1000

const forget = new Map<string, () => void>()

/** Says how to forget what this process keeps in memory of a table that tells its changes. */
export function forgetWhenChanged(table: string, forgetIt: () => void): void {
  forget.set(table, forgetIt)
}

/**
 * Forgets what this process keeps in memory of a table as soon as any process has changed it
 * (`tell_change()`). On a connection of its own; while that is lost nothing is heard, so all is
 * forgotten once it stands again. Returns how to stop.
 */
export async function hearChanges(connectionString: string): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let client = await listen()

  async function listen(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString })
    fresh.on('notification', ({ payload }) => forget.get(payload ?? '')?.())
    // A lost connection emits `error`, then `end`; the second is enough.
    fresh.on('error', () => {})
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
    } catch (error) {
      await fresh.end().catch(() => {})
      throw error
    }
    fresh.once('end', () => void listenAgain())
    for (const forgetIt of forget.values()) forgetIt()
    return fresh
  }

  async function listenAgain() {
    while (!stopping.signal.aborted) {
      try {
        client = await listen()
        return
      } catch {
        await wait(AGAIN_AFTER, null, { signal: stopping.signal }).catch(() => {})
      }
    }
  }

  return async () => {
    stopping.abort()
    await client.end()
  }
}
