import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalHash } from '../canonical.js'
import { keyOf, type Source } from './sources.js'

/** The hash that chooses: MD5 as RFC 3797 has it, or SHA-256 in its place. */
export type Hash = 'md5' | 'sha256'

/** One draw: the hash in hexadecimal, over how many remain, and who is chosen by their number. */
export type Drawn = {
  index: number
  hash: string
  remaining: number
  number: number
  name: string
  /** Refused, or not free: the next of the same sequence takes the place. */
  passedOver: boolean
}

/** A drawing by lot, whole: anyone can do it again from the pool and the sources. */
export type Drawing = {
  method: 'rfc3797'
  version: number
  hash: Hash
  /** SHA-256 of the pool, written as JSON: published before the sources were known. */
  poolHash: string
  pool: readonly string[]
  key: string
  /** Bits of chance that the choice needs, rounded up, and that the sources were announced with; null: not said. */
  neededBits: number
  announcedBits: number | null
  draws: readonly Drawn[]
  /** Numbers of those chosen, in the order of the draws. */
  chosen: readonly number[]
}

/** Largest pool; the index of a draw is written on two bytes. */
export const LARGEST_POOL = 65_535

/**
 * Draws `count` of a pool numbered from 1 (RFC 3797, §4): the i-th hash of two bytes of i, the key and
 * the same two bytes, as a number, modulo those who remain. Whoever is in `passedOver` (they refuse)
 * leaves their place to the next of the same sequence. Draws fewer when the pool is used up. Throws on
 * an empty key or a pool that is too large.
 */
export function draw(
  pool: readonly string[],
  sources: readonly Source[],
  { count, hash, passedOver = [] }: { count: number; hash: Hash; passedOver?: readonly number[] }
): Drawing {
  if (pool.length > LARGEST_POOL) throw new Error(`A pool has ${LARGEST_POOL} names at most`)
  const key = keyOf(sources)
  if (key === '') throw new Error('There is no source of chance')
  const keyBytes = utf8ToBytes(key)
  const remaining = pool.map((_, index) => index + 1)
  const draws: Drawn[] = []
  const chosen: number[] = []
  for (let index = 0; chosen.length < count && remaining.length > 0; index += 1) {
    const ordinal = Uint8Array.of(index >> 8, index & 255)
    const bytes = concatBytes(ordinal, keyBytes, ordinal)
    const hex = bytesToHex(hash === 'md5' ? md5(bytes) : sha256(bytes))
    const left = remaining.length
    const [number = 0] = remaining.splice(Number(BigInt(`0x${hex}`) % BigInt(left)), 1)
    const refuses = passedOver.includes(number)
    draws.push({
      ...{ index: index + 1, hash: hex, remaining: left, number },
      name: pool[number - 1] ?? '',
      passedOver: refuses,
    })
    if (!refuses) chosen.push(number)
  }
  return {
    method: 'rfc3797',
    version: 1,
    hash,
    poolHash: poolHash(pool),
    pool,
    key,
    neededBits: neededBits(pool.length, Math.min(count, pool.length)),
    announcedBits: announcedBits(sources),
    draws,
    chosen,
  }
}

/** A whole pool in an order drawn by lot: how ties are settled in a count. */
export const lotOrderOf = (
  pool: readonly string[],
  sources: readonly Source[],
  hash: Hash
): readonly number[] => draw(pool, sources, { count: pool.length, hash }).chosen

/** SHA-256 of the names in their order, written as JSON. */
export const poolHash = (pool: readonly string[]): string => canonicalHash(pool)

/** Bits needed to choose k of n: log2 of the number of choices, rounded up (RFC 3797, §3.2). */
export function neededBits(pool: number, count: number): number {
  let choices = 1n
  const fewer = Math.min(count, pool - count)
  for (let index = 1; index <= fewer; index += 1) {
    choices = (choices * BigInt(pool - fewer + index)) / BigInt(index)
  }
  return (choices - 1n).toString(2).replace(/^0$/, '').length
}

function announcedBits(sources: readonly Source[]): number | null {
  return sources.reduce<number | null>(
    (sum, { entropyBits }) => (sum === null || entropyBits === null ? null : sum + entropyBits),
    0
  )
}
