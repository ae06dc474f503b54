import { BaseCommand, flags } from '@adonisjs/core/ace'
import { verifyAllYears, verifyLedger } from './verify.js'
import { ledgerYears } from './year.js'

/** `ledger:verify`: recomputes numbers, balances and the hash chain; exit 1 at a difference. */
export default class LedgerVerify extends BaseCommand {
  static override commandName = 'ledger:verify'
  static override description = 'Recompute the books: balances, numbers without a gap, hash chain'
  static override options = { startApp: true }

  @flags.number({ description: 'The year to verify; every year without it' })
  declare year?: number

  override async run() {
    const { year } = this
    if (year !== undefined && !(await ledgerYears()).some((one) => one.year === year)) {
      this.logger.error(`There are no books of ${year}.`)
      this.exitCode = 1
      return
    }
    const checks = year === undefined ? await verifyAllYears() : [await verifyLedger(year)]
    for (const check of checks) {
      const { entries, debitCents, creditCents, head, fault } = check
      if (fault) {
        this.logger.error(`${check.year}: ${fault.fault} at entry ${fault.number}`)
        this.exitCode = 1
        continue
      }
      const sums = `${(debitCents / 100).toFixed(2)} = ${(creditCents / 100).toFixed(2)}`
      this.logger.info(`${check.year}: ${entries} entries, ${sums}, head ${head}`)
    }
    if (checks.length === 0) this.logger.info('There are no books yet.')
  }
}
