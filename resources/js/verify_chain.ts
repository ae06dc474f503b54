/** Checks a chain of links, or a receipt, with nothing but the browser's own SHA-256. */
export interface Link {
  sequence: number
  kind: string
  subject: number
  content_hash: string
  recorded_at: number
  previous_hash: string
  hash: string
}

export interface Receipt {
  format: string
  head: { sequence: number; hash: string }
  range: { from: number; to: number }
  links: Link[]
  shown: number[]
  hidden: Record<string, number>
  deleted: number[]
}

export type Fault =
  | 'not_a_receipt'
  | 'gap'
  | 'wrong_hash'
  | 'broken_link'
  | 'wrong_head'
  | 'shown_not_published'
  | 'not_in_order'
  | 'unexplained'
  | 'wrong_count'
  | 'not_deleted'

const REASONS = ['blocked', 'muted', 'word', 'place', 'visibility', 'decision']

const hexadecimal = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const bytesOf = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

async function linkHash(link: Link): Promise<string> {
  const { sequence, kind, subject, content_hash: content, recorded_at: at } = link
  const line = ['feed', sequence, kind, subject, content, at, link.previous_hash].join('|')
  return hexadecimal(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(line)))
}

/** SHA-256(salt ‖ content), the salt in hexadecimal. */
export async function contentHash(salt: string, text: string): Promise<string> {
  const content = new TextEncoder().encode(text)
  const before = bytesOf(salt)
  const whole = new Uint8Array(before.length + content.length)
  whole.set(before)
  whole.set(content, before.length)
  return hexadecimal(await crypto.subtle.digest('SHA-256', whole))
}

/** The first fault of links that should follow each other; null when there is none. */
export async function chainFault(links: Link[]): Promise<Fault | null> {
  for (const [index, link] of links.entries()) {
    const before = links[index - 1]
    if (before && link.sequence !== before.sequence + 1) return 'gap'
    if (before && link.previous_hash !== before.hash) return 'broken_link'
    if ((await linkHash(link)) !== link.hash) return 'wrong_hash'
  }
  return null
}

/** Whether each link alone is what its hash says, wherever it stands in the chain. */
export async function isRight(link: Link): Promise<boolean> {
  return (await linkHash(link)) === link.hash
}

/**
 * The first fault of a receipt; null when each post published in its range was shown, or is counted
 * under one of the reasons, or was deleted by its author, and nothing else.
 */
export async function receiptFault(receipt: Receipt): Promise<Fault | null> {
  const { format, range, links, shown, hidden, deleted, head } = receipt
  if (format !== 'placette-receipt-1' || !Array.isArray(links)) return 'not_a_receipt'
  if (links.length !== range.to - range.from + 1 || links[0]?.sequence !== range.from) return 'gap'
  const fault = await chainFault(links)
  if (fault) return fault
  const last = links.at(-1)
  if (head.sequence < range.to) return 'wrong_head'
  if (head.sequence === range.to && head.hash !== last?.hash) return 'wrong_head'

  const places = new Map<number, number>()
  for (const link of links) {
    if (link.kind === 'post.published') places.set(link.subject, link.sequence)
  }
  const told = [...shown, ...deleted]
  if (new Set(told).size < told.length) return 'wrong_count'
  if (told.some((id) => !places.has(id))) return 'shown_not_published'
  const order = shown.map((id) => places.get(id) ?? 0)
  if (order.some((place, index) => index > 0 && place >= (order[index - 1] ?? 0))) {
    return 'not_in_order'
  }
  const counts = Object.entries(hidden)
  if (counts.some(([reason, count]) => !REASONS.includes(reason) && count !== 0)) {
    return 'unexplained'
  }
  if (counts.some(([, count]) => !Number.isSafeInteger(count) || count < 0)) return 'wrong_count'
  const counted = counts.reduce((sum, [, count]) => sum + count, told.length)
  return counted === places.size ? null : 'wrong_count'
}

/**
 * The fault of posts said to be deleted of which the chain says nothing: they may be left out under
 * that name. `linksOf` asks for the links of a post.
 */
export async function deletionFault(
  deleted: number[],
  linksOf: (post: number) => Promise<Link[]>
): Promise<Fault | null> {
  for (const id of deleted) {
    const links = await linksOf(id)
    const gone = links.find(({ kind, subject }) => kind === 'post.deleted' && subject === id)
    if (!gone || !(await isRight(gone))) return 'not_deleted'
  }
  return null
}
