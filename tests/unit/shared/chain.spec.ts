import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { test } from '@japa/runner'
import { nextLink, type ChainEntry } from '#shared/chain/link'
import { verifyChain } from '#shared/chain/verify'

const NOON = new Date('2026-03-12T12:00:00.123Z')

function chainOf(contents: string[]): ChainEntry[] {
  const entries: ChainEntry[] = []
  for (const [index, content] of contents.entries()) {
    entries.push(
      nextLink(entries.at(-1) ?? null, {
        chain: 'feed',
        kind: 'post.published',
        subjectId: index + 1,
        contentHash: createHash('sha256').update(content).digest(),
        recordedAt: new Date(NOON.getTime() + index),
      })
    )
  }
  return entries
}

const contents = fc.array(fc.string(), { minLength: 1, maxLength: 30 })

test.group('A chain', () => {
  test('as written, verifies to its last link', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(contents, async (texts) => {
        const entries = chainOf(texts)
        const check = await verifyChain('feed', entries)
        assert.isNull(check.fault)
        assert.equal(check.count, entries.length)
        assert.isTrue(check.head.equals(entries.at(-1)?.hash ?? Buffer.alloc(0)))
      })
    )
  })

  test('with any one field of any link changed, is caught at or before the next link', async ({
    assert,
  }) => {
    const change = fc.constantFrom<(entry: ChainEntry) => ChainEntry>(
      (entry) => ({ ...entry, kind: 'post.deleted' }),
      (entry) => ({ ...entry, subjectId: entry.subjectId + 1 }),
      (entry) => ({ ...entry, contentHash: randomBytes(32) }),
      (entry) => ({ ...entry, recordedAt: new Date(entry.recordedAt.getTime() + 1) }),
      (entry) => ({ ...entry, previousHash: randomBytes(32) }),
      (entry) => ({ ...entry, hash: randomBytes(32) }),
      (entry) => ({ ...entry, sequence: entry.sequence + 1 }),
      (entry) => ({ ...entry, chain: 'other' })
    )
    await fc.assert(
      fc.asyncProperty(contents, fc.nat(), change, async (texts, pick, alter) => {
        const entries = chainOf(texts)
        const index = pick % entries.length
        const altered = entries.map((entry, at) => (at === index ? alter(entry) : entry))
        const check = await verifyChain('feed', altered)
        assert.isNotNull(check.fault)
        assert.equal(check.count, index)
      })
    )
  })

  test('with a link removed or inserted, is caught there', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { minLength: 2, maxLength: 30 }),
        fc.nat(),
        async (texts, pick) => {
          const entries = chainOf(texts)
          const index = pick % (entries.length - 1)
          const removed = await verifyChain('feed', entries.toSpliced(index, 1))
          assert.equal(removed.count, index)
          assert.isNotNull(removed.fault)
          const [twin] = entries.slice(index, index + 1)
          const inserted = await verifyChain(
            'feed',
            entries.toSpliced(index, 0, twin as ChainEntry)
          )
          assert.isNotNull(inserted.fault)
        }
      )
    )
  })

  test('visits the links up to the first fault, and none after', async ({ assert }) => {
    const entries = chainOf(['a', 'b', 'c', 'd'])
    const seen: number[] = []
    const altered = entries.map((entry) => (entry.sequence === 3 ? { ...entry, kind: 'x' } : entry))
    const check = await verifyChain('feed', altered, (entry) => void seen.push(entry.sequence))
    assert.deepEqual(seen, [1, 2])
    assert.deepEqual(check.fault, { fault: 'wrong_hash', sequence: 3 })
  })
})
