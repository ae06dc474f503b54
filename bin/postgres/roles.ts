import pg from 'pg'
import type { Secrets } from './secrets.js'

export const OWNER = 'placette_owner'
export const APPLICATION = 'placette_app'
export const DATABASE = 'placette'

/**
 * The two roles and the database. The owner migrates, seeds and makes test databases; the
 * application serves, and may change nothing but rows that migrations grant it.
 */
export async function ensureRoles(superuserUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await ensureRole(client, OWNER, 'CREATEDB', secrets.owner)
    await ensureRole(client, APPLICATION, 'NOCREATEDB', secrets.application)
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`)
    }
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${APPLICATION}`)
  } finally {
    await client.end()
  }
}

async function ensureRole(
  client: pg.Client,
  role: string,
  right: 'CREATEDB' | 'NOCREATEDB',
  password: string
): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER'
  const options = `LOGIN NOSUPERUSER NOCREATEROLE ${right}`
  await client.query(`${verb} ROLE ${role} ${options} PASSWORD ${pg.escapeLiteral(password)}`)
}
