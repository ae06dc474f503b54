import type { JobHandler } from './registry.js'

interface Scheduled {
  /** Five cron fields, in UTC. */
  when: string
  handler: JobHandler
}

const scheduled = new Map<string, Scheduled>()

/** Something that happens by the clock, once over all nodes; declared in `start/scheduler.ts`. */
export function schedule(task: string, when: string, handler: JobHandler): void {
  if (scheduled.has(task)) throw new Error(`Two schedules for ${task}`)
  scheduled.set(task, { when, handler })
}

/** The schedule as graphile-worker reads it. */
export function crontab(): string {
  return [...scheduled].map(([task, { when }]) => `${when} ${task}`).join('\n')
}

export function scheduledTasks(): Array<[string, JobHandler]> {
  return [...scheduled].map(([task, { handler }]) => [task, handler])
}
