import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes, concatBytes } from '@noble/hashes/utils.js'
import type { Source } from './sources.js'

/** What somebody binds themselves to before anyone shows theirs: 256 bits of their own. */
export interface Commitment {
  by: string
  /** SHA-256, in hexadecimal, of `placette-lot-v1`, the name and the value. */
  hash: string
}

/** The value shown, once all are bound: 64 hexadecimal digits. */
export interface Reveal {
  by: string
  value: string
}

/** Fewest people whose values make a lot: one alone could choose. */
export const FEWEST = 2

/** The commitment to a value; throws when it is not 64 hexadecimal digits. */
export function commit({ by, value }: Reveal): Commitment {
  if (!/^[0-9a-f]{64}$/.test(value)) throw new Error('A value has 64 hexadecimal digits')
  const bytes = concatBytes(utf8ToBytes(`placette-lot-v1\n${by}\n`), hexToBytes(value))
  return { by, hash: bytesToHex(sha256(bytes)) }
}

/**
 * The sources that reveals make, in the order of the names: every commitment shown, by its own author,
 * with the value that it binds to. Else who is missing, or has shown another value.
 */
export function revealed(
  commitments: readonly Commitment[],
  reveals: readonly Reveal[]
):
  | { ok: true; value: Source[] }
  | { ok: false; refusal: { cause: 'too_few' | 'missing' | 'another_value'; by: string } } {
  const names = new Set(commitments.map(({ by }) => by))
  if (names.size < FEWEST || names.size < commitments.length) return refused('too_few', '')
  const sources: Source[] = []
  for (const { by, hash } of commitments.toSorted((a, b) => (a.by < b.by ? -1 : 1))) {
    const reveal = reveals.find((one) => one.by === by)
    if (!reveal) return refused('missing', by)
    if (!/^[0-9a-f]{64}$/.test(reveal.value) || commit(reveal).hash !== hash) {
      return refused('another_value', by)
    }
    sources.push({ numbers: [BigInt(`0x${reveal.value}`)], entropyBits: 256 })
  }
  return { ok: true, value: sources }
}

const refused = (cause: 'too_few' | 'missing' | 'another_value', by: string) =>
  ({ ok: false, refusal: { cause, by } }) as const
