import { BaseCommand, flags } from '@adonisjs/core/ace'
import db from '@adonisjs/lucid/services/db'
import { demo } from '#config/installation'
import { clock } from '#shared/clock'
import { DEMO_SCENARIOS } from './demo_files.js'
import { seedBulk } from './seed_bulk.js'
import { seedDemo } from './seed_demo.js'

/** `demo:seed`: the demo network, or a large one in bulk; never into a database with people in it. */
export default class DemoSeed extends BaseCommand {
  static override commandName = 'demo:seed'
  static override description = 'Fill an empty database with the demo network'
  static override options = { startApp: true }

  @flags.boolean({ description: 'Do nothing, in peace, when the network is already there' })
  declare once: boolean

  @flags.string({
    description: `Which network: ${DEMO_SCENARIOS.join(' or ')}`,
    default: 'association',
  })
  declare scenario: string

  @flags.number({ description: 'Bulk: how many accounts' })
  declare members?: number

  @flags.number({ description: 'Bulk: how many posts' })
  declare posts?: number

  @flags.number({ description: 'Bulk: how many comments' })
  declare comments?: number

  @flags.number({ description: 'Bulk: over how many years', default: 2 })
  declare years: number

  override async run() {
    const inhabited = await db.from('people').first()
    if (inhabited && this.once) return
    if (inhabited || !demo) {
      this.logger.error(
        inhabited
          ? 'This database is not empty: the demo is only seeded into an empty one.'
          : 'The demo is only seeded with DEMO=1.'
      )
      this.exitCode = 1
      return
    }
    const scenario = DEMO_SCENARIOS.find((name) => name === this.scenario)
    if (!scenario) {
      this.logger.error(`There is no scenario ${this.scenario}: ${DEMO_SCENARIOS.join(' or ')}.`)
      this.exitCode = 1
      return
    }
    const say = (sentence: string) => this.logger.info(sentence)
    await seedDemo(clock.now(), say, scenario)
    const { members = 0, posts = 0, comments = 0, years } = this
    if (members + posts + comments > 0)
      await seedBulk({ members, posts, comments, years }, clock.now(), say)
  }
}
