import { APPLICATION, DATABASE, OWNER } from './roles.js'
import { readSecrets } from './secrets.js'
import type { Secrets } from './secrets.js'

/** How each role reaches a database of the embedded server. */
export interface Addresses {
  ownerUrl: string
  applicationUrl: string
  ownerUrlFor(database: string): string
  applicationUrlFor(database: string): string
}

/** The addresses on a server that listens on the secrets' port. */
export function addressesOf(secrets: Secrets): Addresses {
  const ownerUrlFor = (database: string) => urlOf(secrets, OWNER, secrets.owner, database)
  const applicationUrlFor = (database: string) =>
    urlOf(secrets, APPLICATION, secrets.application, database)
  return {
    ownerUrl: ownerUrlFor(DATABASE),
    applicationUrl: applicationUrlFor(DATABASE),
    ownerUrlFor,
    applicationUrlFor,
  }
}

/** The addresses of the server that another process runs on this data folder. */
export function runningAddresses(dataDir: string): Addresses {
  return addressesOf(readSecrets(dataDir).secrets)
}

/** The superuser's way in: for creating the roles, never handed out. */
export function superuserUrl(secrets: Secrets): string {
  return urlOf(secrets, 'postgres', secrets.superuser, 'postgres')
}

function urlOf(secrets: Secrets, role: string, password: string, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${secrets.port}/${database}`
}
