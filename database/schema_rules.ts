import type { SchemaRules } from '@adonisjs/lucid/types/schema_generator'

const column = [{ name: '@column' }]

const PRIMARY: Record<string, string> = { bytea: 'Buffer', text: 'string', uuid: 'string' }

/** How a database type is read: instants as Date, int8 as number (see `start/database.ts`). */
export default {
  primaryKey: (_table, keys, columns) => {
    const [columnName] = keys
    const type = columnName ? columns[columnName]?.type : undefined
    if (!columnName || !type) return undefined
    const tsType = PRIMARY[type] ?? 'number'
    const decorators = [{ name: '@column', args: { isPrimary: true } }]
    return { columnName, columnInfo: { tsType, imports: [], decorators } }
  },
  types: {
    bigint: { tsType: 'number', imports: [], decorators: column },
    jsonb: { tsType: 'unknown', imports: [], decorators: column },
    date: { tsType: 'string', imports: [], decorators: column },
    DateTime: { tsType: 'Date', imports: [], decorators: column },
  },
  columns: {
    created_at: { tsType: 'Date', imports: [], decorators: column },
    locale: { tsType: `'fr' | 'en'`, imports: [], decorators: column },
    visibility: { tsType: `'public' | 'signed_in'`, imports: [], decorators: column },
  },
  tables: {
    campaigns: {
      columns: {
        missed_goal: {
          tsType: `'keep' | 'refund' | 'general_fund'`,
          imports: [],
          decorators: column,
        },
      },
    },
    juries: {
      columns: { pool: { tsType: 'unknown', imports: [], decorators: column } },
    },
    organisation: {
      columns: {
        languages: { tsType: `Array<'fr' | 'en'>`, imports: [], decorators: column },
        legal_form: {
          tsType: `'collective' | 'association' | 'cooperative' | 'sole_trader'`,
          imports: [],
          decorators: column,
        },
      },
    },
    passkeys: {
      columns: {
        transports: { tsType: 'string[]', imports: [], decorators: column },
      },
    },
    photos: {
      columns: {
        state: { tsType: `'received' | 'ready' | 'refused'`, imports: [], decorators: column },
      },
    },
  },
} satisfies SchemaRules
