import { BaseSchema } from '@adonisjs/lucid/schema'
import { runMigrations } from 'graphile-worker'
import { allow, applicationRole } from '#database/grants'
import env from '#start/env'

/**
 * The job queue (graphile-worker), in the same database so that a job joins the transaction that
 * asks for it. Its tables have row security on: the application's role gets policies of its own.
 */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer(async () => {
      const connectionString = env.get('DATABASE_OWNER_URL') ?? env.get('DATABASE_URL')
      await runMigrations({ connectionString })
    })
    const role = applicationRole()
    if (!role) return
    allow(this, 'usage', 'schema graphile_worker')
    allow(this, 'select, insert, update, delete', 'all tables in schema graphile_worker')
    allow(this, 'usage, select, update', 'all sequences in schema graphile_worker')
    allow(this, 'execute', 'all functions in schema graphile_worker')
    for (const table of ['job_queues', 'tasks', 'jobs', 'known_crontabs']) {
      this.schema.raw(`do $$ begin
        if exists (select from pg_roles where rolname = '${role}') then
          execute format('create policy application on graphile_worker._private_${table} to %I using (true) with check (true)', '${role}');
        end if;
      end $$`)
    }
  }

  override async down() {
    this.schema.raw('drop schema if exists graphile_worker cascade')
  }
}
