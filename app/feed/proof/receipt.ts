import { prepared } from '#shared/prepared'
import { feedHead } from '../feed_head.js'
import { feedPage, type FeedReader } from '../feed_page.js'
import { linksBetween, MOST_LINKS, HASHED, type FeedLink } from './chain_links.js'
import { hiddenCounts, type HiddenCounts } from './hidden_counts.js'

/**
 * What a page of someone's feed showed and what it did not, beside the links of the chain that it
 * covers: whoever holds it can prove that nothing else was left out. It names nobody.
 */
export interface Receipt {
  format: 'placette-receipt-1'
  hashed: string
  issued_at: number
  head: { sequence: number; hash: string }
  range: { from: number; to: number }
  links: FeedLink[]
  /** Newest first, as the page showed them. */
  shown: number[]
  hidden: HiddenCounts
  /** Posts of the range that their authors have deleted since. */
  deleted: number[]
}

const DELETED = {
  name: 'feed.deleted_among',
  text: `select e.subject_id as id from chain_entries e
    where e.chain = 'feed' and e.subject_id = any($1) and e.kind = 'post.deleted' order by e.sequence`,
}

const HIDDEN = {
  name: 'feed.hidden_among',
  text: `select id from posts where id = any($1) and hidden_at is not null and author_id <> $2`,
}

/** The receipt of the page that begins below `before`; null while nothing is published there. */
export async function receiptOf(
  reader: NonNullable<FeedReader>,
  before: number | undefined,
  at: Date
): Promise<Receipt | null> {
  const head = await feedHead()
  if (!head) return null
  const to = Math.min(head.sequence, (before ?? head.sequence + 1) - 1)
  if (to < 1) return null
  const page = await feedPage(reader, to + 1)
  const end = page.before ?? 1
  const from = Math.max(end, to - MOST_LINKS + 1)
  const listed = page.rows.filter(({ seq }) => seq >= from).map(({ id }) => id)
  const markers = await prepared<{ id: number }>(HIDDEN, [listed, reader.id])
  const shown = listed.filter((id) => !markers.some((marker) => marker.id === id))
  const links = await linksBetween(from, to)
  const published = links.filter(({ kind }) => kind === 'post.published')
  const deleted = await prepared<{ id: number }>(DELETED, [published.map((link) => link.subject)])
  return {
    format: 'placette-receipt-1',
    hashed: HASHED,
    issued_at: at.getTime(),
    head: { sequence: head.sequence, hash: head.hash },
    range: { from, to },
    links,
    shown,
    hidden: await hiddenCounts(reader.id, { from, to }, shown),
    deleted: deleted.map(({ id }) => id),
  }
}
