import { resolve } from 'node:path'
import env from '#start/env'

/** Where this installation is reached, as its people type it. */
export const appUrl = env.get('APP_URL')

/** Demo mode: sign-in as each role, mailbox page, test keys only. */
export const demo = env.get('DEMO') ?? false

/** Where photos, quarantine and keys live, outside of the code. */
export const dataDir = resolve(env.get('DATA_DIR') ?? 'var')
