import { createHash, randomBytes } from 'node:crypto'

/** Where unpredictable bytes come from; tests and the demo may pass a reproducible one. */
export interface RandomSource {
  bytes(count: number): Buffer
}

export const systemRandom: RandomSource = { bytes: (count) => randomBytes(count) }

/** The same bytes for the same seed: for demo data and tests, never for secrets. */
export function seededRandom(seed: string): RandomSource {
  let counter = 0
  return {
    bytes(count) {
      const blocks: Buffer[] = []
      for (let length = 0; length < count; length += 32) {
        blocks.push(createHash('sha256').update(`${seed}:${counter++}`).digest())
      }
      return Buffer.concat(blocks).subarray(0, count)
    },
  }
}

/** A secret of 256 bits for a link or a cookie, and the hash that is kept of it. */
export function newToken(random: RandomSource = systemRandom): { token: string; hash: Buffer } {
  const token = random.bytes(32).toString('base64url')
  return { token, hash: tokenHash(token) }
}

/** SHA-256 of a token: what the database keeps, so that a stolen copy opens nothing. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
