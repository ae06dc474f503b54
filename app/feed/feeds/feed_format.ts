/** The three languages that feed readers speak. */
export const FORMATS = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const

export type FeedFormat = keyof typeof FORMATS

/** The format that an address ends with: `/feed.atom`. */
export function formatOf(path: string): FeedFormat {
  const ending = path.slice(path.lastIndexOf('.') + 1)
  return ending === 'rss' || ending === 'json' ? ending : 'atom'
}
