import { BaseCommand } from '@adonisjs/core/ace'
import { clock } from '#shared/clock'
import { providersInUse } from '../providers.js'
import { examine } from './examine.js'

/** `payments:doctor`: the health of the money side; exit 1 when something is to be looked at. */
export default class PaymentsDoctor extends BaseCommand {
  static override commandName = 'payments:doctor'
  static override description = 'Say how the money side is doing'
  static override options = { startApp: true }

  override async run() {
    const findings = await examine(await providersInUse(), clock.now())
    for (const { name, well, detail } of findings) {
      if (well) this.logger.info(`${name}: ${detail}`)
      else this.logger.error(`${name}: ${detail}`)
    }
    if (findings.some(({ well }) => !well)) this.exitCode = 1
  }
}
