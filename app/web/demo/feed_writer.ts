import type { Client } from 'pg'
import { GENESIS_HASH, nextLink, type ChainEntry } from '#shared/chain/link'
import { seededRandom, type RandomSource } from '#shared/random'
import { canonicalComment, canonicalPost, NOTHING_HASH, saltedHash } from '#feed/content_hash'
import { FEED_CHAIN } from '#feed/feed_chain'
import { copyRows, type Cell } from './copy_rows.js'

export interface SeedPhoto {
  key: string
  ownerId: number
  sha256: string
  alt: string
  /** Index of the prepared picture among those given to the writer. */
  picture: number
}

export interface SeedPost {
  kind: 'post'
  at: Date
  id: number
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  photos: SeedPhoto[]
  commentsCount: number
  edited?: { at: Date; previousBody: string }
}

export interface SeedComment {
  kind: 'comment'
  at: Date
  id: number
  postId: number
  authorId: number
  body: string
}

export interface SeedEdit {
  kind: 'edit'
  at: Date
  post: SeedPost
}

export type SeedEvent = SeedPost | SeedComment | SeedEdit

const CHUNK = 50_000

/**
 * Writes a past of the feed in bulk, in the order of time, chain included: the same rows and the
 * same links that the verbs would have written one by one.
 */
export class FeedWriter {
  #head: { sequence: number; hash: Buffer } | null = null
  #random: RandomSource
  #photoId = 0
  #links: Cell[][] = []
  #posts: Cell[][] = []
  #comments: Cell[][] = []
  #photos: Cell[][] = []
  #postPhotos: Cell[][] = []
  #variants: Cell[][] = []
  #revisions: Cell[][] = []
  #editedSalts = new Map<number, Buffer>()

  constructor(
    private client: Client,
    seed: string,
    private pictures: PreparedPicture[],
    private progress: (events: number) => void = () => {}
  ) {
    this.#random = seededRandom(seed)
  }

  /** Goes on after what is already written. */
  continueFrom(head: { sequence: number; hash: Buffer } | null, photoId: number): void {
    this.#head = head
    this.#photoId = photoId
  }

  async write(events: Iterable<SeedEvent>): Promise<number> {
    let count = 0
    for (const event of events) {
      this.#add(event)
      count += 1
      if (this.#links.length >= CHUNK) {
        await this.#flush()
        this.progress(count)
      }
    }
    await this.#flush()
    return count
  }

  #add(event: SeedEvent) {
    if (event.kind === 'post') this.#addPost(event)
    else if (event.kind === 'comment') this.#addComment(event)
    else this.#link('post.edited', event.post.id, event.at, this.#editedHash(event.post))
  }

  #addPost(post: SeedPost) {
    const first = this.#random.bytes(16)
    const salt = post.edited ? this.#random.bytes(16) : first
    const before = canonicalPost({ ...post, body: post.edited?.previousBody ?? post.body })
    const link = this.#link('post.published', post.id, post.at, saltedHash(first, before))
    if (post.edited) {
      this.#editedSalts.set(post.id, salt)
      this.#revisions.push([post.id, 1, before, first, post.edited.at])
    }
    this.#posts.push([
      post.id,
      post.authorId,
      post.body,
      post.visibility,
      salt,
      post.at,
      post.at,
      post.at,
      link.sequence,
      post.edited?.at ?? null,
      post.edited ? 2 : 1,
      post.commentsCount,
    ])
    for (const [position, photo] of post.photos.entries()) this.#addPhoto(photo, post, position)
  }

  #addPhoto(photo: SeedPhoto, post: SeedPost, position: number) {
    const picture = this.pictures[photo.picture]
    if (!picture) throw new Error(`No picture ${photo.picture}`)
    const id = (this.#photoId += 1)
    this.#photos.push(photoRow(id, photo, picture, post.at))
    this.#postPhotos.push([post.id, id, position])
    for (const variant of picture.variants) this.#variants.push(variantRow(id, variant))
  }

  /** A photo that belongs to no post: a portrait. */
  addPortrait(photo: SeedPhoto, at: Date) {
    const picture = this.pictures[photo.picture]
    if (!picture) throw new Error(`No picture ${photo.picture}`)
    const id = (this.#photoId += 1)
    this.#photos.push(photoRow(id, photo, picture, at))
    for (const variant of picture.variants) this.#variants.push(variantRow(id, variant))
  }

  #addComment(comment: SeedComment) {
    const salt = this.#random.bytes(16)
    const content = canonicalComment({ postId: comment.postId, body: comment.body })
    this.#link('comment.published', comment.id, comment.at, saltedHash(salt, content))
    const { id, postId, authorId, body, at } = comment
    this.#comments.push([id, postId, authorId, body, salt, at])
  }

  #editedHash(post: SeedPost): Buffer {
    const salt = this.#editedSalts.get(post.id)
    return salt ? saltedHash(salt, canonicalPost(post)) : NOTHING_HASH
  }

  #link(kind: string, subjectId: number, recordedAt: Date, contentHash: Buffer): ChainEntry {
    const event = { chain: FEED_CHAIN, kind, subjectId, contentHash, recordedAt }
    const entry = nextLink(this.#head, event)
    this.#head = entry
    this.#links.push([
      FEED_CHAIN,
      entry.sequence,
      kind,
      subjectId,
      contentHash,
      recordedAt,
      entry.previousHash ?? GENESIS_HASH,
      entry.hash,
    ])
    return entry
  }

  async #flush() {
    const take = (rows: Cell[][]) => rows.splice(0)
    await copyRows(this.client, 'chain_entries', CHAIN_COLUMNS, take(this.#links))
    await copyRows(this.client, 'posts', POST_COLUMNS, take(this.#posts))
    await copyRows(this.client, 'photos', PHOTO_COLUMNS, take(this.#photos))
    await copyRows(this.client, 'photo_variants', VARIANT_COLUMNS, take(this.#variants))
    await copyRows(this.client, 'post_photos', POST_PHOTO_COLUMNS, take(this.#postPhotos))
    await copyRows(this.client, 'post_revisions', REVISION_COLUMNS, take(this.#revisions))
    await copyRows(this.client, 'comments', COMMENT_COLUMNS, take(this.#comments))
  }
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

const CHAIN_COLUMNS = [
  'chain',
  'sequence',
  'kind',
  'subject_id',
  'content_hash',
  'recorded_at',
  'previous_hash',
  'hash',
]
const POST_COLUMNS = [
  'id',
  'author_id',
  'body',
  'visibility',
  'salt',
  'created_at',
  'handed_over_at',
  'published_at',
  'published_seq',
  'edited_at',
  'revision',
  'comments_count',
]
const COMMENT_COLUMNS = ['id', 'post_id', 'author_id', 'body', 'salt', 'created_at']
const PHOTO_COLUMNS = [
  'id',
  'key',
  'owner_id',
  'state',
  'format',
  'width',
  'height',
  'alt',
  'has_avif',
  'content_hash',
  'thumbhash',
  'average_colour',
  'received_at',
  'prepared_at',
]
const VARIANT_COLUMNS = ['photo_id', 'name', 'format', 'width', 'height', 'byte_size', 'sha256']
const POST_PHOTO_COLUMNS = ['post_id', 'photo_id', 'position']
const REVISION_COLUMNS = ['post_id', 'revision', 'content', 'salt', 'replaced_at']

function photoRow(id: number, photo: SeedPhoto, picture: PreparedPicture, at: Date): Cell[] {
  const avif = picture.variants.some((variant) => variant.format === 'avif')
  return [
    id,
    photo.key,
    photo.ownerId,
    'ready',
    'jpeg',
    picture.width,
    picture.height,
    photo.alt,
    avif,
    Buffer.from(picture.contentSha256, 'hex'),
    picture.thumbhash,
    picture.averageColour,
    at,
    at,
  ]
}

function variantRow(photoId: number, variant: PreparedPicture['variants'][number]): Cell[] {
  const { name, format, width, height, byteSize, sha256 } = variant
  return [photoId, name, format, width, height, byteSize, Buffer.from(sha256, 'hex')]
}
