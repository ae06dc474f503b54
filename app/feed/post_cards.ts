import edge from 'edge.js'
import i18nManager from '@adonisjs/i18n/services/main'
import type { FeedRow } from './feed_page.js'
import { postRows, postView, type PostRow } from './post_view.js'

/** Who a card is shown to, as far as the card differs. */
export interface Reader {
  locale: string
  signedIn: boolean
  /** The form's token, for browsers that need one; such cards are never kept. */
  csrf: string | null
}

const KEPT = 20_000
const cards = new Map<string, string>()

/**
 * The cards of a page, in its order. A card is the same for all readers of one kind (language,
 * signed in, own, thanked), so its HTML is kept, keyed by every revision that the page's own
 * query returned: nothing has to be told when a post changes, on this node or another.
 */
export async function postCards(rows: FeedRow[], reader: Reader): Promise<string[]> {
  const keys = rows.map((row) => cardKey(row, reader))
  const missing = rows.filter((_, index) => !kept(keys[index], reader))
  const fresh = new Map<number, PostRow>()
  for (const row of await postRows(missing.map(({ id }) => id))) fresh.set(row.id, row)
  const shown: string[] = []
  for (const [index, row] of rows.entries()) {
    const key = keys[index] ?? ''
    const post = fresh.get(row.id)
    const card = kept(key, reader) ?? (post ? await renderCard(post, row, reader) : null)
    // A post deleted between the two queries is simply not there.
    if (card === null) continue
    if (post && reader.csrf === null) keep(key, card)
    shown.push(card)
  }
  return shown
}

/** One card, rendered; also for the post's own page. */
export async function renderCard(
  post: PostRow,
  row: Pick<FeedRow, 'own' | 'thanked'>,
  reader: Reader,
  page: { alone?: boolean; pending?: boolean } = {}
): Promise<string> {
  const i18n = i18nManager.locale(reader.locale)
  const view = edge.createRenderer().share({
    t: (key: string, values?: Record<string, unknown>) => i18n.t(key, values),
    i18n,
    locale: reader.locale,
    csrf: reader.csrf,
  })
  const html = await view.render('feed/card', {
    post: postView(post, reader.locale),
    own: row.own,
    thanked: row.thanked,
    signedIn: reader.signedIn,
    alone: page.alone ?? false,
    pending: page.pending ?? false,
  })
  return html.replace(/>\s+</g, (gap) => (gap.includes('\n') ? '>\n<' : '> <'))
}

function cardKey(row: FeedRow, reader: Reader): string {
  const { id, revision, displayRevision, authorRevision, commentsCount } = row
  const kind = `${row.own ? 'o' : ''}${row.thanked ? 't' : ''}${reader.signedIn ? 's' : ''}`
  return `${id}.${revision}.${displayRevision}.${authorRevision}.${commentsCount}.${reader.locale}.${kind}`
}

function kept(key: string | undefined, reader: Reader): string | null {
  return reader.csrf === null && key !== undefined ? (cards.get(key) ?? null) : null
}

function keep(key: string, card: string) {
  // Oldest out first: a Map keeps the order of insertion.
  if (cards.size >= KEPT) {
    for (const oldest of cards.keys()) {
      cards.delete(oldest)
      if (cards.size < KEPT * 0.9) break
    }
  }
  cards.set(key, card)
}
