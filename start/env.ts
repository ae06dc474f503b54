import { Env } from '@adonisjs/core/env'

/** The environment, checked once at start; a missing or wrong variable ends the start with its name. */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  APP_KEY: Env.schema.secret(),
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  LOG_LEVEL: Env.schema.enum.optional([
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'fatal',
    'silent',
  ] as const),
  DATABASE_URL: Env.schema.string(),
  DATABASE_OWNER_URL: Env.schema.string.optional(),
  DATABASE_APP_ROLE: Env.schema.string.optional(),
  DATA_DIR: Env.schema.string.optional(),
  DEMO: Env.schema.boolean.optional(),
  SMTP_URL: Env.schema.string.optional(),
  MAIL_FROM: Env.schema.string.optional(),
  SETUP_TOKEN: Env.schema.string.optional(),
  STRIPE_SECRET_KEY: Env.schema.string.optional(),
  STRIPE_WEBHOOK_SECRET: Env.schema.string.optional(),
  STRIPE_API_BASE: Env.schema.string.optional(),
  MOLLIE_API_KEY: Env.schema.string.optional(),
  MOLLIE_API_ENDPOINT: Env.schema.string.optional(),
  MOLLIE_WEBHOOK_SECRET: Env.schema.string.optional(),
})
