import { EventEmitter } from 'node:events'
import logger from '@adonisjs/core/services/logger'
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import { Presence } from './presence.js'
import { jobHandlers } from './registry.js'
import { crontab, scheduledTasks } from './schedule.js'

const LOOK_FOR_DEAD_EVERY = 5000

/**
 * Runs the jobs of this database until told to stop. A stop hands unfinished jobs back; those of a
 * worker that was killed are given back by the others, or by the next one to start.
 */
export async function startWorker(connectionString: string): Promise<Runner> {
  const presence = await Presence.open(connectionString)
  const say = (error: unknown) => logger.error({ err: error }, 'presence of workers')
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => void presence.hold(worker.workerId).catch(say))
  const looking = setInterval(() => void presence.releaseDead().catch(say), LOOK_FOR_DEAD_EVERY)
  const end = async () => {
    clearInterval(looking)
    await presence.close()
  }
  try {
    const runner = await run({ connectionString, events, ...settings() })
    runner.promise.finally(end).catch(() => {})
    return runner
  } catch (error) {
    await end()
    throw error
  }
}

function settings() {
  const taskList: TaskList = {}
  for (const [task, handler] of [...jobHandlers(), ...scheduledTasks()]) {
    taskList[task] = async (payload) => handler((payload ?? {}) as Record<string, unknown>)
  }
  return {
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    crontab: crontab(),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') logger.error(message)
      else if (level === 'warning') logger.warn(message)
    }),
  }
}
