import { BaseCommand, flags } from '@adonisjs/core/ace'
import { verifyFeed } from './verify_feed.js'

/** `feed:verify [--head=HASH]`: exit 0 and the counts, or exit 1 and the first difference. */
export default class FeedVerify extends BaseCommand {
  static override commandName = 'feed:verify'
  static override description = 'Recompute the hash chain of the feed and compare every row with it'
  static override options = { startApp: true }

  @flags.string({ description: 'A head published earlier: the chain must continue it' })
  declare head?: string

  override async run() {
    const check = await verifyFeed(this.head)
    const { links, posts, comments, head, fault } = check
    if (fault) {
      this.logger.error(`${fault.fault} ${fault.id}`)
      this.exitCode = 1
      return
    }
    this.logger.info(`${links} links, ${posts} posts, ${comments} comments, head ${head}`)
  }
}
