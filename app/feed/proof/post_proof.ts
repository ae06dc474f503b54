import { linkHash } from '#shared/chain/link'
import { FEED_CHAIN } from '../feed_chain.js'
import { mayRead } from '../find_post.js'
import { Photo } from '../photo.js'
import { Post } from '../post.js'
import { linksBetween, linksOfPost, type FeedLink } from './chain_links.js'

/** What the chain says of a post, and what whoever may read it can compare with it. */
export interface PostProof {
  post: number
  links: FeedLink[]
  /** Each link, recomputed here: its hash is right and it follows the one before it. */
  checks: boolean[]
  /** What the post says and its salt, for who may read it: SHA-256(salt ‖ content) is the hash. */
  content: { text: string; salt: string } | null
}

/** A post's links; null when the chain never spoke of it. */
export async function postProof(id: number, readerId: number | null): Promise<PostProof | null> {
  const links = await linksOfPost(id)
  if (links.length === 0) return null
  const checks = await Promise.all(links.map(isRight))
  return { post: id, links, checks, content: await readableContent(id, readerId) }
}

async function isRight(link: FeedLink): Promise<boolean> {
  const recomputed = linkHash({
    chain: FEED_CHAIN,
    sequence: link.sequence,
    kind: link.kind,
    subjectId: link.subject,
    contentHash: Buffer.from(link.content_hash, 'hex'),
    recordedAt: new Date(link.recorded_at),
    previousHash: Buffer.from(link.previous_hash, 'hex'),
  }).toString('hex')
  if (recomputed !== link.hash) return false
  if (link.sequence === 1) return /^0{64}$/.test(link.previous_hash)
  const [before] = await linksBetween(link.sequence - 1, link.sequence - 1)
  return before?.hash === link.previous_hash
}

async function readableContent(id: number, readerId: number | null) {
  const post = await Post.find(id)
  if (!post || !mayRead(post, readerId)) return null
  // What a decision hides is its author's to read.
  if (post.hiddenAt && post.authorId !== readerId) return null
  return { text: post.content(await Photo.ofPost(id)), salt: post.salt.toString('hex') }
}
