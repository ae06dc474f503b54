import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What only this installation knows about its server; kept in `DATA_DIR/postgres.json`, mode 0600. */
export interface Secrets {
  /** Names the data where it lives outside of DATA_DIR: a new DATA_DIR never meets old data. */
  id: string
  port: number | null
  superuser: string
  owner: string
  application: string
}

/** Reads the secrets, or makes them; `fresh` says that an existing cluster does not know them yet. */
export function readSecrets(dataDir: string): { secrets: Secrets; fresh: boolean } {
  try {
    return { secrets: JSON.parse(readFileSync(fileIn(dataDir), 'utf8')), fresh: false }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const password = () => randomBytes(24).toString('base64url')
  const secrets: Secrets = {
    id: randomBytes(6).toString('hex'),
    port: null,
    superuser: password(),
    owner: password(),
    application: password(),
  }
  writeSecrets(dataDir, secrets)
  return { secrets, fresh: true }
}

export function writeSecrets(dataDir: string, secrets: Secrets): void {
  const draft = `${fileIn(dataDir)}.new`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, fileIn(dataDir))
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'postgres.json')
}
