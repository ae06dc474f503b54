import { createHash, randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { Comment } from '#feed/comment'
import type { Draft } from '#feed/drafts/draft'
import { keepDraft } from '#feed/drafts/keep_draft'
import { Photo } from '#feed/photo'
import { storeVariant } from '#feed/photo_store'
import { Post } from '#feed/post'
import { Invitation } from '#people/invitation'
import { JoinRequest } from '#people/join_request'
import { clock } from '#shared/clock'

const DAY = 86_400_000

/** A published post by this author. */
export async function aPost(
  author: { id: number },
  facts: { body?: string; visibility?: 'public' | 'signed_in'; at?: Date } = {}
): Promise<Post> {
  const result = await Post.publish(
    {
      authorId: author.id,
      body: facts.body ?? 'Le marché est magnifique ce matin.',
      visibility: facts.visibility ?? 'public',
      photos: [],
      submissionKey: null,
    },
    facts.at ?? clock.now()
  )
  if (!result.ok) throw new Error(`The post is refused: ${result.refusal.join()}`)
  return Post.findOrFail(result.value.id)
}

/** A ready photo in that post, with one size and its file. */
export async function aPhotoOf(post: Post): Promise<Photo> {
  const photo = await Photo.create({
    key: randomBytes(18).toString('base64url'),
    ownerId: post.authorId,
    state: 'ready',
    format: 'jpeg',
    width: 1200,
    height: 800,
    alt: 'La Sèvre',
    hasAvif: false,
    contentHash: randomBytes(32),
    receivedAt: clock.now(),
    preparedAt: clock.now(),
  })
  await db.table('post_photos').insert({ post_id: post.id, photo_id: photo.id, position: 9 })
  const bytes = randomBytes(64)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db.transaction((transaction) =>
    storeVariant({ sha256, format: 'webp', bytes }, transaction)
  )
  await db.table('photo_variants').insert({
    photo_id: photo.id,
    name: '320',
    format: 'webp',
    width: 320,
    height: 213,
    byte_size: bytes.length,
    sha256: Buffer.from(sha256, 'hex'),
  })
  return photo
}

export async function aComment(post: Post, author: { id: number }, body = 'Bien vu !') {
  const draft = { postId: post.id, authorId: author.id, body, submissionKey: null }
  const result = await Comment.write(draft, clock.now())
  if (!result.ok) throw new Error(`The comment is refused: ${result.refusal}`)
  return result.value
}

/** A draft of this author's, to appear by itself at `publishAt` if it is given. */
export async function aDraft(
  author: { id: number },
  facts: {
    body?: string
    publishAt?: Date
    photos?: Array<{ id: number; alt: string }>
    submissionKey?: string
  } = {}
): Promise<Draft> {
  const result = await keepDraft(
    {
      authorId: author.id,
      body: facts.body ?? 'À finir ce soir.',
      visibility: 'public',
      photos: facts.photos ?? [],
      submissionKey: facts.submissionKey ?? randomBytes(12).toString('hex'),
      publishAt: facts.publishAt ?? null,
    },
    clock.now()
  )
  if (!result.ok) throw new Error(`The draft is refused: ${result.refusal.join()}`)
  return result.value
}

export async function anInvitation(sponsor: { id: number }, seats = 1): Promise<Invitation> {
  const now = clock.now()
  return Invitation.create({
    sponsorId: sponsor.id,
    nonce: randomBytes(16),
    note: 'Viens voir',
    seats,
    createdAt: now,
    expiresAt: new Date(now.getTime() + 30 * DAY),
  })
}

/** A request whose address is confirmed, waiting for a decision. */
export async function aJoinRequest(name = 'Gwenola'): Promise<JoinRequest> {
  const now = clock.now()
  const handle = `g_${randomBytes(4).toString('hex')}`
  return JoinRequest.create({
    name,
    handle,
    email: `${handle}@example.org`,
    locale: 'fr',
    message: '',
    ageAttestedAt: now,
    confirmationHash: randomBytes(32),
    createdAt: now,
    expiresAt: new Date(now.getTime() + 7 * DAY),
    confirmedAt: now,
  })
}

/** A commune, or a quarter of one. */
export async function aPlace(name: string, commune?: { id: number }) {
  const facts = commune ? { kind: 'quarter', parent_id: commune.id } : { kind: 'commune' }
  const stamp = randomBytes(4).toString('hex')
  const slug = `${name.toLowerCase()}-${stamp}`
  const code = commune ? null : stamp
  const row = { name, slug, code, added_at: clock.now(), ...facts }
  const [{ id }] = await db.table('places').insert(row).returning('id')
  return { id: Number(id), slug }
}
