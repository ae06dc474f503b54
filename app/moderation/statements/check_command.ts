import { readFile } from 'node:fs/promises'
import { args, BaseCommand } from '@adonisjs/core/ace'
import { faultsOf, type Fault } from './faults_of.js'

/** `statements:check FILE`: exit 0 when each statement of the file would be taken, else 1 and why. */
export default class StatementsCheck extends BaseCommand {
  static override commandName = 'statements:check'
  static override description =
    'Check statements of reasons against the exact rules of the EU’s database (JSON, or one per line)'

  @args.string({ description: 'A JSON file: a statement, a list of them, or one on each line' })
  declare file: string

  override async run() {
    const statements = statementsIn(await readFile(this.file, 'utf8').catch(() => ''))
    if (statements === null || statements.length === 0) {
      this.logger.error(`There is no statement in ${this.file}`)
      this.exitCode = 2
      return
    }
    const checked = statements.map((statement) => faultsOf(statement))
    checked.forEach((faults, index) => this.#say(faults, index + 1))
    const wrong = checked.filter((faults) => faults.length > 0).length
    this.logger.info(`${statements.length} statements, ${wrong} with faults`)
    this.exitCode = wrong > 0 ? 1 : 0
  }

  #say(faults: Fault[], number: number) {
    for (const { rule, field } of faults) this.logger.error(`${number}: ${rule} ${field}`)
  }
}

/** The statements of a text; null when it is no JSON. */
function statementsIn(text: string): unknown[] | null {
  const whole = parsed(text)
  if (whole !== undefined) return [whole].flat()
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const each = lines.map(parsed)
  return each.includes(undefined) ? null : each
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
