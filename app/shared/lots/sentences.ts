import type { Drawing } from './draw.js'

/** A drawing in sentences before their language: keys of `lots` and their words. */
export function lotSentences(
  drawing: Drawing
): { key: string; words: Record<string, string | number> }[] {
  const { pool, draws, chosen, neededBits, announcedBits, poolHash, key } = drawing
  const enough = announcedBits === null ? 'unknown' : String(announcedBits > neededBits)
  return [
    { key: 'lots.pool', words: { count: pool.length, hash: poolHash } },
    { key: 'lots.key', words: { key } },
    { key: 'lots.entropy', words: { needed: neededBits, announced: announcedBits ?? 0, enough } },
    ...draws.map(({ index, remaining, number, name, passedOver }) => ({
      key: 'lots.drawn',
      words: { index, remaining, number, name, passedOver: String(passedOver) },
    })),
    { key: 'lots.result', words: { count: chosen.length, numbers: chosen.join(', ') } },
  ]
}
