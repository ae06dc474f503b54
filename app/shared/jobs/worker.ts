import logger from '@adonisjs/core/services/logger'
import { Logger, run, type Runner, type TaskList } from 'graphile-worker'
import { jobHandlers } from './registry.js'
import { crontab, scheduledTasks } from './schedule.js'

/** Runs the jobs of this database until told to stop; a stop hands unfinished jobs back. */
export async function startWorker(connectionString: string): Promise<Runner> {
  const taskList: TaskList = {}
  for (const [task, handler] of [...jobHandlers(), ...scheduledTasks()]) {
    taskList[task] = async (payload) => handler((payload ?? {}) as Record<string, unknown>)
  }
  return run({
    connectionString,
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    parsedCronItems: undefined,
    crontab: crontab(),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') logger.error(message)
      else if (level === 'warning') logger.warn(message)
    }),
  })
}
