import { BaseCommand } from '@adonisjs/core/ace'
import { verifyLog } from './verify_log.js'

/** `moderation:verify`: exit 0 and the count, or exit 1 and the first line that does not follow. */
export default class ModerationVerify extends BaseCommand {
  static override commandName = 'moderation:verify'
  static override description = 'Recompute the hash chain of the public log of moderation'
  static override options = { startApp: true }

  override async run() {
    const { lines, head, fault } = await verifyLog()
    if (fault !== null) {
      this.logger.error(`line ${fault} does not follow`)
      this.exitCode = 1
      return
    }
    this.logger.info(`${lines} lines, head ${head}`)
  }
}
