import { GENESIS_HASH, linkHash, type ChainEntry } from './link.js'

/** What is wrong with a chain, at its first difference. */
export interface ChainFault {
  fault: 'gap' | 'broken_link' | 'wrong_hash' | 'other_chain'
  sequence: number
}

export interface ChainCheck {
  count: number
  head: Buffer
  fault: ChainFault | null
}

/** Walks a chain from its first link: each number follows, each hash is recomputed. */
export async function verifyChain(
  chain: string,
  entries: AsyncIterable<ChainEntry> | Iterable<ChainEntry>,
  visit: (entry: ChainEntry) => void | Promise<void> = () => {}
): Promise<ChainCheck> {
  let count = 0
  let head: Buffer = GENESIS_HASH
  for await (const entry of entries) {
    const fault = faultOf(chain, entry, count + 1, head)
    if (fault) return { count, head, fault: { fault, sequence: entry.sequence } }
    await visit(entry)
    count += 1
    head = entry.hash
  }
  return { count, head, fault: null }
}

function faultOf(chain: string, entry: ChainEntry, expected: number, previous: Buffer) {
  if (entry.chain !== chain) return 'other_chain' as const
  if (entry.sequence !== expected) return 'gap' as const
  if (!entry.previousHash.equals(previous)) return 'broken_link' as const
  if (!linkHash(entry).equals(entry.hash)) return 'wrong_hash' as const
  return null
}
