import { args } from '@adonisjs/core/ace'
import { CountFlags } from './count_flags.js'

/**
 * `ballots:count FILE --method=M`: counts ballots of a file, without a database. Exit 0 when the count
 * is complete, 2 when it stops for want of a lot, 1 when it cannot begin.
 */
export default class BallotsCount extends CountFlags {
  static override commandName = 'ballots:count'
  static override description = 'Count the ballots of a file (docs/counting.md)'

  @args.string({ description: 'Ballots: .blt, .cvotes, .pb, .csv or .json', required: false })
  declare file?: string

  override async run() {
    // Loaded here: every command of the console is loaded to be listed.
    const { countForCommand } = await import('./count_for_command.js')
    const { speakerOf } = await import('#shared/speaker')
    const { file, method, roll, json = false } = this
    const asked = { file, method, roll, json, options: this.countOptions }
    const { output, errors, code } = await countForCommand(
      asked,
      await speakerOf(this.app, this.locale)
    )
    // Without a line end of its own: the transcript printed is the transcript hashed.
    process.stdout.write(output)
    if (errors !== '') this.logger.logError(errors)
    this.exitCode = code
  }
}
