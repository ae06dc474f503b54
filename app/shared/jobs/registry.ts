/** What runs one kind of job. It must be idempotent: a job may run again after a crash. */
export type JobHandler = (payload: Record<string, unknown>) => Promise<void>

const handlers = new Map<string, JobHandler>()

/** Says what runs `task`; called from the wiring pages, once per task. */
export function handleJob(task: string, handler: JobHandler): void {
  if (handlers.has(task)) throw new Error(`Two handlers for the job ${task}`)
  handlers.set(task, handler)
}

/** Every task and what runs it. */
export function jobHandlers(): ReadonlyMap<string, JobHandler> {
  return handlers
}
