import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { commit, revealed } from '#shared/lots/commit_reveal'
import { draw, lotOrderOf, neededBits, poolHash } from '#shared/lots/draw'
import { keyOf, readSources, type Source } from '#shared/lots/sources'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

/** Sources that a test knows to be right. */
function sourcesOf(text: string): Source[] {
  const read = readSources(text)
  if (!read.ok) throw new Error(`Line ${read.refusal.line}: ${read.refusal.text}`)
  return read.value
}

const NEIGHBOURS = ['Awa', 'Bastien', 'Chloé', 'Driss', 'Émile', 'Fatou', 'Solène', 'Yanis']
const seeds = fc
  .array(fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((lists) => lists.map((numbers) => ({ numbers, entropyBits: null })))

test.group('Lots by RFC 3797', () => {
  test('the example of its reference program is drawn again, to the last hash', ({ assert }) => {
    const [names, text, results] = ['names', 'seeds', 'results'].map((part) =>
      readFileSync(votesData(`lots/ref.${part}`) ?? '', 'utf8')
    )
    const pool = (names ?? '').split('\n').filter(Boolean)
    const expected = [
      ...(results ?? '').matchAll(/^ +(\d+) +([0-9A-F]{32}) +(\d+) +-> +(\d+) <-/gm),
    ]
    assert.isNotEmpty(expected)
    const drawing = draw(pool, sourcesOf(text ?? ''), { count: expected.length, hash: 'md5' })
    assert.deepEqual(
      drawing.draws.map((one) => [one.index, one.hash.toUpperCase(), one.remaining, one.number]),
      expected.map(([, index, hash, left, number]) => [
        Number(index),
        hash,
        Number(left),
        Number(number),
      ])
    )
  }).skip(votesData('lots/ref.names') === null, WITHOUT_VOTES_DATA)

  test('the key joins each source in order of its numbers', ({ assert }) => {
    const text = '# not this\n9319\n2 5 12 8 10 # nor this\n9,18,26,34,41,45\n'
    assert.equal(keyOf(sourcesOf(text)), '9319./2.5.8.10.12./9.18.26.34.41.45./')
    assert.equal(
      keyOf(sourcesOf('9319; 2 5 12 8 10; 9 18 26 34 41 45 @23')),
      keyOf(sourcesOf(text))
    )
  })

  test('by either hash everyone is drawn exactly once, whatever the sources', ({ assert }) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('md5' as const, 'sha256' as const), (sources, hash) => {
        const order = lotOrderOf(NEIGHBOURS, sources, hash)
        assert.deepEqual(order.toSorted(), [1, 2, 3, 4, 5, 6, 7, 8])
        const [first] = draw(NEIGHBOURS, sources, { count: 1, hash }).chosen
        assert.equal(first, order[0])
      })
    )
  })

  test('who refuses leaves the place to the next of the same sequence', ({ assert }) => {
    fc.assert(
      fc.property(seeds, fc.subarray([1, 2, 3, 4, 5, 6, 7, 8]), (sources, passedOver) => {
        const order = lotOrderOf(NEIGHBOURS, sources, 'md5')
        const free = order.filter((number) => !passedOver.includes(number))
        const drawing = draw(NEIGHBOURS, sources, { count: 3, hash: 'md5', passedOver })
        assert.deepEqual(drawing.chosen, free.slice(0, 3))
        assert.deepEqual(
          drawing.draws.map(({ number }) => number),
          order.slice(0, drawing.draws.length)
        )
      })
    )
  })

  test('lots are even: no neighbour is drawn first much more often than another', ({ assert }) => {
    const first = new Map<number, number>()
    for (let seed = 0; seed < 8000; seed += 1) {
      const sources = [{ numbers: [BigInt(seed)], entropyBits: null }]
      const [number = 0] = draw(NEIGHBOURS, sources, { count: 1, hash: 'sha256' }).chosen
      first.set(number, (first.get(number) ?? 0) + 1)
    }
    for (const times of first.values()) assert.closeTo(times, 1000, 150)
    assert.equal(first.size, 8)
  })

  test('{text} is refused with its line')
    .with([
      { text: '12 13\nquatorze', line: 2 },
      { text: '-5', line: 1 },
      { text: '1.5e3', line: 1 },
      { text: '12 @ loto', line: 1 },
      { text: '9'.repeat(101), line: 1 },
      { text: '1;'.repeat(30), line: 1 },
    ])
    .run(({ assert }, { text, line }) => {
      const read = readSources(text)
      assert.isFalse(read.ok)
      if (!read.ok) assert.equal(read.refusal.line, line)
    })

  test('any text is read or refused, never thrown', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readSources(text)
        if (read.ok) assert.isTrue(read.value.every(({ numbers }) => numbers.length > 0))
      })
    )
  })

  test('the bits a choice needs, as the tables of the RFC have them', ({ assert }) => {
    assert.equal(neededBits(20, 10), 18)
    assert.equal(neededBits(100, 10), 44)
    assert.equal(neededBits(8, 8), 0)
    assert.equal(neededBits(2, 1), 1)
    const [said] = sourcesOf('2 5 12 @23')
    assert.equal(said?.entropyBits, 23)
    assert.equal(
      draw(NEIGHBOURS, sourcesOf('2 5 @23; 7 @ 8'), { count: 2, hash: 'md5' }).announcedBits,
      31
    )
    assert.isNull(
      draw(NEIGHBOURS, sourcesOf('2 5 @23; 7'), { count: 2, hash: 'md5' }).announcedBits
    )
  })

  test('no lot without a source, and another pool has another hash', ({ assert }) => {
    assert.throws(() => draw(NEIGHBOURS, [], { count: 1, hash: 'md5' }), /no source/)
    assert.notEqual(poolHash(NEIGHBOURS), poolHash(NEIGHBOURS.toReversed()))
  })
})

test.group('Lots that two people make together', () => {
  const value = (digit: string) => digit.repeat(64)
  const both = [
    { by: 'Fatou', value: value('a') },
    { by: 'Chloé', value: value('7') },
  ]

  test('everyone shows what they were bound to', ({ assert }) => {
    const answer = revealed(both.map(commit), both)
    assert.isTrue(answer.ok)
    assert.deepEqual(answer, revealed(both.toReversed().map(commit), both.toReversed()))
  })

  test('another value, a missing one, or one person alone make no lot', ({ assert }) => {
    const commitments = both.map(commit)
    const [fatou] = both
    const other = [{ by: 'Fatou', value: value('b') }, ...both.slice(1)]
    assert.deepEqual(revealed(commitments, other), {
      ok: false,
      refusal: { cause: 'another_value', by: 'Fatou' },
    })
    assert.deepEqual(revealed(commitments, both.slice(0, 1)), {
      ok: false,
      refusal: { cause: 'missing', by: 'Chloé' },
    })
    assert.isFalse(revealed(commitments.slice(0, 1), both).ok)
    if (fatou) assert.isFalse(revealed([commit(fatou), commit(fatou)], both).ok)
  })

  test('nobody can take another’s commitment for their own', ({ assert }) => {
    assert.notEqual(
      commit({ by: 'Fatou', value: value('a') }).hash,
      commit({ by: 'Chloé', value: value('a') }).hash
    )
  })
})
