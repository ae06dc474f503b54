import db from '@adonisjs/lucid/services/db'

/** A job that used up its tries; it waits for the host, who sees its error and may retry. */
export interface DeadLetter {
  id: number
  task: string
  attempts: number
  lastError: string
  failedAt: Date
}

/** Every dead letter, oldest first. */
export async function deadLetters(): Promise<DeadLetter[]> {
  const { rows } = await db.rawQuery(
    `select id, task_identifier as task, attempts, last_error as "lastError", updated_at as "failedAt"
       from graphile_worker.jobs where attempts >= max_attempts order by id`
  )
  return rows
}

/** Gives dead letters a new life from their first try; returns how many there were. */
export async function retryDeadLetters(ids: number[], at: Date): Promise<number> {
  const { rows } = await db.rawQuery(
    `select id from graphile_worker.reschedule_jobs(?::bigint[], run_at := ?, attempts := 0)`,
    [ids, at]
  )
  return rows.length
}
