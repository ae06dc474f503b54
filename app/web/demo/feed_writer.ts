import type { Client } from 'pg'
import { GENESIS_HASH, nextLink, type ChainEntry } from '#shared/chain/link'
import { seededRandom, type RandomSource } from '#shared/random'
import { canonicalComment, canonicalPost, NOTHING_HASH, saltedHash } from '#feed/content_hash'
import { FEED_CHAIN } from '#feed/feed_chain'
import { marksToKeep } from '#feed/marks'
import { copyRows, type Cell } from './copy_rows.js'
import { FEED_TABLES, photoRow, variantRow } from './feed_rows.js'
import type { FeedTable, PreparedPicture, SeedPhoto } from './feed_rows.js'

export interface SeedPost {
  kind: 'post'
  at: Date
  id: number
  authorId: number
  body: string
  visibility: 'public' | 'signed_in'
  contentWarning?: string
  placeId?: number | null
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
const TABLES = Object.keys(FEED_TABLES) as FeedTable[]

/**
 * Writes a past of the feed in bulk, in the order of time, chain included: the same rows and the
 * same links that the verbs would have written one by one.
 */
export class FeedWriter {
  #head: { sequence: number; hash: Buffer } | null = null
  #random: RandomSource
  #photoId = 0
  #rows = new Map<FeedTable, Cell[][]>(TABLES.map((table) => [table, []]))
  #editedSalts = new Map<number, Buffer>()

  constructor(
    private client: Client,
    seed: string,
    private pictures: PreparedPicture[],
    /** Whom an `@handle` names. */
    private personIds: ReadonlyMap<string, number>,
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
      if (this.#to('chain_entries').length >= CHUNK) {
        await this.#flush()
        this.progress(count)
      }
    }
    await this.#flush()
    return count
  }

  /** A photo that belongs to no post: a portrait. */
  addPortrait(photo: SeedPhoto, at: Date): void {
    this.#addPhoto(photo, at)
  }

  #add(event: SeedEvent) {
    if (event.kind === 'post') this.#addPost(event)
    else if (event.kind === 'comment') this.#addComment(event)
    else this.#link('post.edited', event.post.id, event.at, this.#editedHash(event.post))
  }

  #addPost(post: SeedPost) {
    const { id, at, edited } = post
    const first = this.#random.bytes(16)
    const salt = edited ? this.#random.bytes(16) : first
    const before = canonicalPost({ ...post, body: edited?.previousBody ?? post.body })
    const link = this.#link('post.published', id, at, saltedHash(first, before))
    if (edited) {
      this.#editedSalts.set(id, salt)
      this.#to('post_revisions').push([id, 1, before, first, edited.at])
    }
    this.#to('posts').push([
      ...[id, post.authorId, post.body, post.visibility, salt, at, at, at, link.sequence],
      ...[edited?.at ?? null, edited ? 2 : 1, post.commentsCount],
      ...[post.contentWarning ?? '', post.placeId ?? null],
    ])
    for (const [position, photo] of post.photos.entries()) {
      this.#to('post_photos').push([id, this.#addPhoto(photo, at), position])
    }
    this.#addMarks(post, link.sequence)
  }

  #addMarks(post: SeedPost, seq: number) {
    if (!/[#@]/.test(post.body)) return
    const { handles, tags, labels } = marksToKeep(post.body)
    for (const [index, tag] of tags.entries()) {
      this.#to('post_tags').push([post.id, tag, labels[index] ?? tag, seq])
    }
    for (const personId of this.#named(handles)) this.#to('mentions').push([post.id, personId])
  }

  #named(handles: string[]): number[] {
    return handles.flatMap((handle) => this.personIds.get(handle) ?? [])
  }

  #addPhoto(photo: SeedPhoto, at: Date): number {
    const picture = this.pictures[photo.picture]
    if (!picture) throw new Error(`No picture ${photo.picture}`)
    const id = (this.#photoId += 1)
    this.#to('photos').push(photoRow(id, photo, picture, at))
    for (const variant of picture.variants) {
      this.#to('photo_variants').push(variantRow(id, variant))
    }
    return id
  }

  #addComment({ id, postId, authorId, body, at }: SeedComment) {
    const salt = this.#random.bytes(16)
    const content = canonicalComment({ postId, body })
    this.#link('comment.published', id, at, saltedHash(salt, content))
    this.#to('comments').push([id, postId, authorId, body, salt, at])
    if (!body.includes('@')) return
    for (const personId of this.#named(marksToKeep(body).handles)) {
      this.#to('comment_mentions').push([id, personId])
    }
  }

  #editedHash(post: SeedPost): Buffer {
    const salt = this.#editedSalts.get(post.id)
    return salt ? saltedHash(salt, canonicalPost(post)) : NOTHING_HASH
  }

  #link(kind: string, subjectId: number, recordedAt: Date, contentHash: Buffer): ChainEntry {
    const event = { chain: FEED_CHAIN, kind, subjectId, contentHash, recordedAt }
    const entry = nextLink(this.#head, event)
    const { sequence, previousHash, hash } = entry
    this.#head = entry
    this.#to('chain_entries').push([
      ...[FEED_CHAIN, sequence, kind, subjectId, contentHash, recordedAt],
      ...[previousHash ?? GENESIS_HASH, hash],
    ])
    return entry
  }

  #to(table: FeedTable): Cell[][] {
    const rows = this.#rows.get(table)
    if (!rows) throw new Error(`No rows are written to ${table}`)
    return rows
  }

  async #flush() {
    for (const table of TABLES) {
      await copyRows(this.client, table, FEED_TABLES[table], this.#to(table).splice(0))
    }
  }
}
