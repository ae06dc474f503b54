import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { findPost } from './find_post.js'
import { textToHtml } from './text_html.js'

/** The versions of an edited post: each is for whom it was written for, the others see that it is. */
export default class PostHistoryController {
  async handle(ctx: HttpContext) {
    const post = await findPost(ctx)
    const rows: Array<{ revision: number; content: string; replaced_at: Date }> = await db
      .from('post_revisions')
      .where('post_id', post.id)
      .orderBy('revision', 'desc')
    const versions = rows.map((row) => {
      const { body, visibility, photos } = JSON.parse(row.content)
      // What was reserved to the network stays so, though the post has been opened since.
      const readable = ctx.viewer !== null || visibility === 'public'
      return {
        revision: row.revision,
        html: readable ? textToHtml(body) : null,
        photos: readable ? (photos as Array<{ alt: string }>).map(({ alt }) => alt) : [],
        reserved: visibility === 'signed_in',
        replacedLabel: dateLabel(row.replaced_at, ctx.i18n.locale),
      }
    })
    return page(ctx, 'feed/history', { post, html: textToHtml(post.body), versions })
  }
}
