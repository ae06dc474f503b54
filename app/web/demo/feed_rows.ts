import type { Cell } from './copy_rows.js'

/** A photo that shows one of the pictures given to the writer. */
export interface SeedPhoto {
  key: string
  ownerId: number
  sha256: string
  alt: string
  /** Index of the prepared picture among those given to the writer. */
  picture: number
}

/** A picture prepared once, whose files stand; several photos may show it. */
export interface PreparedPicture {
  width: number
  height: number
  contentSha256: string
  thumbhash: Buffer
  averageColour: string
  variants: Array<{
    name: string
    format: string
    width: number
    height: number
    byteSize: number
    sha256: string
  }>
}

/** The tables that a past of the feed fills, in the order in which rows refer to each other. */
export const FEED_TABLES = {
  chain_entries: 'chain sequence kind subject_id content_hash recorded_at previous_hash hash'.split(
    ' '
  ),
  posts: [
    ...['id', 'author_id', 'body', 'visibility', 'salt', 'created_at', 'handed_over_at'],
    ...['published_at', 'published_seq', 'edited_at', 'revision', 'comments_count'],
    ...['content_warning', 'place_id'],
  ],
  photos: [
    ...['id', 'key', 'owner_id', 'state', 'format', 'width', 'height', 'alt', 'has_avif'],
    ...['content_hash', 'thumbhash', 'average_colour', 'received_at', 'prepared_at'],
  ],
  photo_variants: ['photo_id', 'name', 'format', 'width', 'height', 'byte_size', 'sha256'],
  post_photos: ['post_id', 'photo_id', 'position'],
  post_revisions: ['post_id', 'revision', 'content', 'salt', 'replaced_at'],
  post_tags: ['post_id', 'tag', 'label', 'seq'],
  mentions: ['post_id', 'person_id'],
  comments: ['id', 'post_id', 'author_id', 'body', 'salt', 'created_at'],
  comment_mentions: ['comment_id', 'person_id'],
} as const satisfies Record<string, readonly string[]>

export type FeedTable = keyof typeof FEED_TABLES

export function photoRow(id: number, photo: SeedPhoto, picture: PreparedPicture, at: Date): Cell[] {
  const avif = picture.variants.some((variant) => variant.format === 'avif')
  const { width, height, thumbhash, averageColour } = picture
  const hash = Buffer.from(picture.contentSha256, 'hex')
  return [
    ...[id, photo.key, photo.ownerId, 'ready', 'jpeg', width, height, photo.alt, avif],
    ...[hash, thumbhash, averageColour, at, at],
  ]
}

export function variantRow(photoId: number, variant: PreparedPicture['variants'][number]): Cell[] {
  const { name, format, width, height, byteSize, sha256 } = variant
  return [photoId, name, format, width, height, byteSize, Buffer.from(sha256, 'hex')]
}
