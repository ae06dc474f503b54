import { BaseCommand } from '@adonisjs/core/ace'
import { clock } from '#shared/clock'
import { providersInUse } from '../providers.js'
import { reconcile } from './reconcile.js'

/** `payments:reconcile`: asks the providers what their notices did not say. */
export default class PaymentsReconcile extends BaseCommand {
  static override commandName = 'payments:reconcile'
  static override description = 'Ask the providers what their notices did not say'
  static override options = { startApp: true }

  override async run() {
    for (const provider of await providersInUse()) {
      const { looked, ours, payouts, failed } = await reconcile(provider, clock.now())
      this.logger.info(`${provider.name}: ${looked} looked at, ${ours} ours, ${payouts} payouts`)
      for (const one of failed) this.logger.error(`${provider.name}: ${one}`)
      if (failed.length > 0) this.exitCode = 1
    }
  }
}
