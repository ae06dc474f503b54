import { BaseCommand } from '@adonisjs/core/ace'
import env from '#start/env'
import { hearChanges } from '../hear_changes.js'
import { startWorker } from './worker.js'

/** The worker role: runs jobs and the schedule until SIGTERM. */
export default class JobsWork extends BaseCommand {
  static override commandName = 'jobs:work'
  static override description = 'Run the jobs and what happens by the clock'
  static override options = { startApp: true, staysAlive: true }

  override async run() {
    const url = env.get('DATABASE_URL')
    this.app.terminating(await hearChanges(url))
    const runner = await startWorker(url)
    // Told to stop while starting: the moment to hear it has passed, so it is asked for.
    if (this.app.isTerminating || this.app.isTerminated) return runner.stop()
    this.app.terminating(() => runner.stop())
    process.once('SIGINT', () => void this.app.terminate())
    await runner.promise
  }
}
