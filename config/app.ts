import type { IncomingMessage, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { defineConfig } from '@adonisjs/core/http'
import env from '#start/env'

export const appUrl = env.get('APP_URL')

/** Demo mode: sign-in as each role, mailbox page, test keys only. */
export const demo = env.get('DEMO') ?? false

/** Where photos, quarantine and keys live, outside of the code. */
export const dataDir = resolve(env.get('DATA_DIR') ?? 'var')

export const http = defineConfig({
  generateRequestId: false,
  allowMethodSpoofing: true,
  useAsyncLocalStorage: false,
  onBadUrl: (incoming: IncomingMessage, outgoing: ServerResponse) => {
    import('#web/bad_address')
      .then(({ answerBadAddress }) => answerBadAddress(incoming, outgoing))
      .catch(() => outgoing.destroy())
  },
  trustProxy: (address) => address === '127.0.0.1' || address === '::1',
  cookie: {
    domain: '',
    path: '/',
    maxAge: '30d',
    httpOnly: true,
    secure: appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
})
