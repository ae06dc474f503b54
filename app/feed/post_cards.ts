import { rendererFor } from '#shared/http/pieces'
import type { Reader } from '#shared/http/pieces'
import { keptPieces } from './kept_pieces.js'
import type { FeedRow } from './feed_page.js'
import { postRows, postView, type PostRow } from './post_view.js'

/** What differs between two readers of the same kind. */
type Standing = Pick<FeedRow, 'own' | 'thanked' | 'kept'>

/**
 * The cards of a page, in its order. A card is the same for all readers of one kind (language,
 * signed in, own, thanked), so its HTML is kept, keyed by every revision that the page's own
 * query returned: nothing has to be told when a post changes, on this node or another.
 */
export async function postCards(rows: FeedRow[], reader: Reader): Promise<Buffer[]> {
  const cards = await cardsOf(rows, reader)
  return cards.filter((card) => card !== null)
}

/** The card of each row; null for a post that was deleted since its row was read. */
export async function cardsOf(rows: FeedRow[], reader: Reader): Promise<Array<Buffer | null>> {
  const keys = rows.map((row) => cardKey(row, reader))
  const known = keys.map((key) => (reader.csrf === null ? keptPieces.get(key) : null))
  const missing = rows.filter((_, index) => !known[index]).map(({ id }) => id)
  const fresh = new Map<number, PostRow>()
  for (const post of await postRows(missing)) fresh.set(post.id, post)
  const shown: Array<Buffer | null> = []
  for (const [index, row] of rows.entries()) {
    const post = fresh.get(row.id)
    const card = known[index] ?? (post ? Buffer.from(await renderCard(post, row, reader)) : null)
    const key = keys[index]
    if (card && post && key && reader.csrf === null) keptPieces.set(key, card)
    shown.push(card)
  }
  return shown
}

/** The card of a post's own page, kept in the same way. */
export async function aloneCard(
  post: PostRow & FeedRow,
  reader: Reader,
  pending: boolean,
  unready = pending
): Promise<Buffer> {
  const render = async () =>
    Buffer.from(await renderCard(post, post, reader, { pending: unready, alone: true }))
  if (pending || reader.csrf !== null) return render()
  const key = `${cardKey(post, reader)}.alone`
  const card = keptPieces.get(key) ?? (await render())
  keptPieces.set(key, card)
  return card
}

async function renderCard(
  post: PostRow,
  { own, thanked, kept }: Standing,
  reader: Reader,
  { alone = false, pending = false } = {}
): Promise<string> {
  const html = await rendererFor(reader).render('feed/card', {
    post: postView(post, reader.locale, own),
    own,
    thanked,
    kept,
    signedIn: reader.signedIn,
    alone,
    pending,
  })
  return html.replace(/>\s+</g, (gap) => (gap.includes('\n') ? '>\n<' : '> <'))
}

function cardKey(row: FeedRow, reader: Reader): string {
  const { id, revision, displayRevision, authorRevision, commentsCount } = row
  const kind = `${row.own ? 'o' : ''}${row.thanked ? 't' : ''}${row.kept ? 'k' : ''}${reader.signedIn ? 's' : ''}`
  return `${id}.${revision}.${displayRevision}.${authorRevision}.${commentsCount}.${reader.locale}.${kind}`
}
