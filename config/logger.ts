import { defineConfig, targets } from '@adonisjs/core/logger'
import app from '@adonisjs/core/services/app'
import env from '#start/env'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'placette',
      level: env.get('LOG_LEVEL') ?? (app.inTest ? 'fatal' : 'info'),
      redact: ['email', 'token', 'password', 'body'],
      ...(app.inDev ? { transport: { targets: [targets.pretty()] } } : {}),
    },
  },
})

export default loggerConfig
