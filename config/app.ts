import type { IncomingMessage, ServerResponse } from 'node:http'
import { defineConfig } from '@adonisjs/core/http'
import { appUrl } from './installation.js'

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
