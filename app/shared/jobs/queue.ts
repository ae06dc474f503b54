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
  await transaction.rawQuery(
    `select graphile_worker.add_job(?, payload := ?::json, queue_name := ?, run_at := ?,
       max_attempts := ?, job_key := ?, priority := ?)`,
    [
      task,
      JSON.stringify(payload),
      options.queue ?? null,
      options.runAt ?? null,
      options.attempts ?? 12,
      options.key ?? null,
      options.priority ?? null,
    ]
  )
}
