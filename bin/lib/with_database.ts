import { startPostgres } from '../postgres/start_postgres.js'
import type { RunningPostgres } from '../postgres/start_postgres.js'
import type { Command } from './command.js'
import { temporaryPostgres } from './temporary_postgres.js'

export interface DatabaseWanted {
  /** Whether writes reach the disk before they are acknowledged: what a measure must pay for. */
  durable: boolean
  /** A folder to keep the data in from one run to the next; without it all is removed at the end. */
  keptIn?: string
}

/** What a measuring or torturing program is given. */
export interface DatabaseGiven {
  applicationUrl: string
  ownerUrl: string
  dataDir: string
  server: RunningPostgres
}

/** Runs `work` beside an empty (or kept) database of its own, stopped at the command's end. */
export async function withDatabase<Result>(
  command: Command,
  { durable, keptIn }: DatabaseWanted,
  work: (database: DatabaseGiven) => Promise<Result>
): Promise<Result> {
  const server = keptIn
    ? await keptServer(command, keptIn, durable)
    : await temporaryPostgres(command, durable)
  const { applicationUrl, ownerUrl, dataDir } = server
  return await work({ applicationUrl, ownerUrl, dataDir, server })
}

async function keptServer(command: Command, dataDir: string, durable: boolean) {
  const server = await startPostgres({ dataDir, durable, log: console.log })
  command.atEnd(() => server.stop())
  return server
}
