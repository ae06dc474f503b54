import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { runOnce, type TaskList } from 'graphile-worker'
import { jobHandlers } from '#shared/jobs/registry'
import { signedNotice } from '#payments/demo/demo_notices'
import { ownDatabaseUrls } from '#tests/support/own_database'

/** Every job that waits, run here and now; those of the demo's notices only when asked for. */
export async function runJobs(except: string[] = ['send_demo_notice']): Promise<void> {
  const taskList: TaskList = {}
  for (const [task, handler] of jobHandlers()) {
    if (except.includes(task)) continue
    taskList[task] = async (payload) => handler((payload ?? {}) as Record<string, unknown>)
  }
  await runOnce({
    connectionString: ownDatabaseUrls().application,
    taskList,
    noHandleSignals: true,
    pollInterval: 10,
  })
}

/** The notices that the play bank has written and not yet sent. */
export async function demoNotices(): Promise<Array<Record<string, unknown>>> {
  const { rows } = await db.rawQuery(
    `select j.payload from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'send_demo_notice' order by j.id`
  )
  return rows.map(({ payload }: { payload: Record<string, unknown> }) => payload)
}

/** Delivers a notice as the play bank does, signed; gives the status that it was answered. */
export async function deliver(
  client: ApiClient,
  notice: Record<string, unknown>,
  { at = new Date(), tampered = false } = {}
): Promise<number> {
  const { body, header } = await signedNotice(notice, at)
  const sent = tampered ? body.replace('demo_', 'dem0_') : body
  const answer = await client
    .post('/webhooks/demo')
    .header('content-type', 'application/json')
    .header('x-placette-signature', header)
    .json(JSON.parse(sent))
  return answer.status()
}

/** What the play bank’s own papers say moved, and what our rows say: both in cents, line by line. */
export async function bothStatements() {
  const { rows: theirs } = await db.rawQuery(
    `select m->>'kind' as kind, m->>'ref' as ref, (m->>'amountCents')::bigint as cents
       from demo_provider_objects, jsonb_array_elements(body->'movements') m
      where kind = 'payment'
      union all select 'payout', ref, -(body->>'amountCents')::bigint from demo_provider_objects where kind = 'payout'
      order by 1, 2`
  )
  const { rows: ours } = await db.rawQuery(
    `select kind, ref, amount_cents as cents from money_movements where provider = 'demo' order by 1, 2`
  )
  return { theirs, ours }
}
