import { prepared } from '../prepared.js'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** How a job is asked for: `key` makes a second identical request replace the first. */
export interface JobOptions {
  key?: string
  runAt?: Date
  /** Tries before it becomes a dead letter; the wait grows as e^n seconds. */
  attempts?: number
  /** Jobs of one queue run one after the other. */
  queue?: string
  /** Lower runs first. */
  priority?: number
}

const ADD_JOB = {
  name: 'shared.add_job',
  text: `select graphile_worker.add_job($1, payload := $2::json, queue_name := $3, run_at := $4,
     max_attempts := $5, job_key := $6, priority := $7)`,
}

/**
 * Asks for a job inside the transaction of the fact that needs it: rolled back together, and once
 * committed never lost.
 */
export async function enqueue(
  task: string,
  payload: Record<string, unknown>,
  transaction: TransactionClientContract,
  options: JobOptions = {}
): Promise<void> {
  await prepared(
    ADD_JOB,
    [
      task,
      JSON.stringify(payload),
      options.queue ?? null,
      options.runAt ?? null,
      options.attempts ?? 12,
      options.key ?? null,
      options.priority ?? null,
    ],
    transaction
  )
}
