import { createHash } from 'node:crypto'

/** How many puzzles make a proof: many small ones take a steadier time than a single large one. */
export const PUZZLES = 16

/** Leading zero bits that each answer's hash must have: some 8,000 tries per puzzle. */
export const BITS = 13

const FORM = new RegExp(String.raw`^\d{1,10}(\.\d{1,10}){${PUZZLES - 1}}$`)

/**
 * Whether a proof solves a challenge: for each puzzle a number such that SHA-256 of
 * `challenge:puzzle:number` begins with that many zero bits. The numbers are joined by points.
 */
export function isSolved(challenge: string, bits: number, proof: string): boolean {
  if (!FORM.test(proof)) return false
  return proof.split('.').every((number, puzzle) => {
    const digest = createHash('sha256').update(`${challenge}:${puzzle}:${number}`).digest()
    return digest.readUInt32BE(0) < 2 ** (32 - bits)
  })
}
