import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { dateLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { findPost } from './find_post.js'
import { Photo } from './photo.js'
import { textToHtml } from './text_html.js'

interface Content {
  body: string
  visibility: 'public' | 'signed_in'
  photos: Array<{ alt: string }>
  warning?: string
  place?: number
}

/** The versions of an edited post: each is for whom it was written for, the others see that it is. */
export default class PostHistoryController {
  async handle(ctx: HttpContext) {
    const post = await findPost(ctx)
    if (post.hiddenAt && post.authorId !== ctx.viewer?.id) throw new NotFound()
    const rows: Array<{ revision: number; content: string; replaced_at: Date }> = await db
      .from('post_revisions')
      .where('post_id', post.id)
      .orderBy('revision', 'desc')
    const past = rows.map((row) => ({ ...row, content: JSON.parse(row.content) as Content }))
    const now: Content = JSON.parse(post.content(await Photo.ofPost(post.id)))
    const places = await placeNames([now, ...past.map(({ content }) => content)])
    const said = ({ body, warning, place }: Content) => ({
      html: textToHtml(body),
      warning,
      place: place === undefined ? undefined : places.get(place),
    })
    const versions = past.map(({ content, revision, replaced_at: replacedAt }) => {
      // What was reserved to the network stays so, though the post has been opened since.
      const readable = ctx.viewer !== null || content.visibility === 'public'
      return {
        revision,
        ...(readable ? said(content) : { html: null }),
        photos: readable ? content.photos.map(({ alt }) => alt) : [],
        reserved: content.visibility === 'signed_in',
        replacedLabel: dateLabel(replacedAt, ctx.i18n.locale),
      }
    })
    return page(ctx, 'feed/history', { post, current: said(now), versions })
  }
}

async function placeNames(contents: Content[]): Promise<Map<number, string>> {
  const ids = contents.flatMap(({ place }) => place ?? [])
  const rows: Array<{ id: number; name: string }> = await db.from('places').whereIn('id', ids)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
