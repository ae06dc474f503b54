import { defineConfig } from '@adonisjs/lucid'
import env from '#start/env'

/**
 * `postgres` serves with the application's role; `owner` exists for migrations and seeds, and is
 * the same database seen by the role that owns the tables.
 */
const databaseConfig = defineConfig({
  connection: process.env.DATABASE_CONNECTION ?? 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      connection: { connectionString: env.get('DATABASE_URL') },
      pool: { min: 2, max: 12 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
    owner: {
      client: 'pg',
      connection: { connectionString: env.get('DATABASE_OWNER_URL') ?? env.get('DATABASE_URL') },
      pool: { min: 0, max: 4 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: {
        enabled: env.get('NODE_ENV') === 'development',
        outputPath: 'database/schema.ts',
        rulesPaths: ['./database/schema_rules.ts'],
        excludeTables: ['adonis_schema', 'adonis_schema_versions', 'rate_limits'],
      },
    },
  },
})

export default databaseConfig
