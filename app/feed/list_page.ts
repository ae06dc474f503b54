import type { HttpContext } from '@adonisjs/core/http'
import { formToken } from '#shared/http/form_token'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { listPieces } from './feed_list.js'
import type { FeedPage } from './feed_page.js'
import { postViews } from './post_view.js'

/** What a list of posts other than the feed says of itself, in the reader's language. */
export interface ListFacts {
  title: string
  intro?: string
  /** Its address, with its question when it has one; the next page adds `before`. */
  path: string
  empty: { title: string; text: string }
  section: string
  template?: string
  state?: Record<string, unknown>
}

/** A list of posts as a page, or as JSON for who asks. */
export async function listPage(ctx: HttpContext, list: FeedPage, facts: ListFacts) {
  const { viewer, i18n, response } = ctx
  if (wantsJson(ctx)) {
    const posts = await postViews(list.rows, i18n.locale)
    return response.json({ posts, before: list.before })
  }
  const reader = { locale: i18n.locale, signedIn: viewer !== null, csrf: formToken(ctx) }
  const cards = (await listPieces(list.rows, reader)).map(String)
  const glue = facts.path.includes('?') ? '&' : '?'
  const older = list.before === null ? null : `${facts.path}${glue}before=${list.before}`
  const first = !ctx.request.input('before')
  return page(ctx, facts.template ?? 'feed/list', {
    ...facts.state,
    list: facts,
    cards,
    older,
    newest: first ? null : facts.path,
  })
}
