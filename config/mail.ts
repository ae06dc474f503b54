import { defineConfig, transports } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import env from '#start/env'

const smtp = new URL(env.get('SMTP_URL') ?? 'smtp://localhost:25')

/** Letters leave by SMTP; in the demo they stay in the mailbox page. */
const mailConfig = defineConfig({
  default: 'smtp',
  from: { address: env.get('MAIL_FROM') ?? 'bonjour@localhost', name: 'Placette' },
  mailers: {
    smtp: transports.smtp({
      host: smtp.hostname,
      port: Number(smtp.port || 25),
      secure: smtp.protocol === 'smtps:',
      ...(smtp.username
        ? {
            auth: {
              type: 'login',
              user: decodeURIComponent(smtp.username),
              pass: decodeURIComponent(smtp.password),
            },
          }
        : {}),
    }),
  },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
