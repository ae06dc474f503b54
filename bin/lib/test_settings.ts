import { join } from 'node:path'
import { freePort } from '../postgres/process.js'
import type { RunningPostgres } from '../postgres/start_postgres.js'
import { APPLICATION } from '../postgres/roles.js'
import { inherited } from './settings.js'
import type { Variables } from './settings.js'

// What a developer's own environment may hold and a test must not see.
const OUTSIDE = /^(DATABASE_|REDIS_|DRIVE_|S3_|SMTP_|MAIL_|STRIPE_|MOLLIE_|VAPID_|DEMO$|LOG_LEVEL$)/

/** The environment tests run in, the same on every machine; no database yet. */
export async function testVariables(dataDir: string): Promise<Variables> {
  const kept = Object.entries(inherited()).filter(([name]) => !OUTSIDE.test(name))
  const port = await freePort(null)
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'test',
    TZ: 'UTC',
    HOST: 'localhost',
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    APP_KEY: 'a-key-for-tests-that-guards-nothing',
    DATA_DIR: join(dataDir, 'application'),
    DEMO: '1',
  }
}

/** The addresses of a test database, for both roles. */
export function databaseVariables(server: RunningPostgres, database: string): Variables {
  return {
    DATABASE_URL: server.applicationUrlFor(database),
    DATABASE_OWNER_URL: server.ownerUrlFor(database),
    DATABASE_APP_ROLE: APPLICATION,
  }
}
