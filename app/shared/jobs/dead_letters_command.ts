import { BaseCommand, flags } from '@adonisjs/core/ace'
import { clock } from '../clock.js'
import { deadLetters, retryDeadLetters } from './dead_letters.js'

/** `jobs:dead-letters [--retry]`: the jobs that used up their tries, and a new life for them. */
export default class JobsDeadLetters extends BaseCommand {
  static override commandName = 'jobs:dead-letters'
  static override description = 'List the jobs that used up their tries, or try them again'
  static override options = { startApp: true }

  @flags.boolean({ description: 'Try them all again from the first try' })
  declare retry: boolean

  override async run() {
    const letters = await deadLetters()
    for (const { id, task, attempts, lastError } of letters) {
      this.logger.warning(`${id} ${task}: ${attempts} tries, ${lastError}`)
    }
    if (!this.retry || letters.length === 0) {
      this.logger.info(`${letters.length} dead letters`)
      return
    }
    const ids = letters.map((letter) => letter.id)
    this.logger.info(`${await retryDeadLetters(ids, clock.now())} tried again`)
  }
}
