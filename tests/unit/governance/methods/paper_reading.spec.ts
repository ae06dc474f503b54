import { test } from '@japa/runner'
import { readPapers, type ReadingRules } from '#governance/methods/ranked/paper_reading'
import { ballotsOf } from './ranked_papers.js'

const STRICT: ReadingRules = { overvote: 'exhaust', emptyRank: 'exhaust' }
const LENIENT: ReadingRules = { overvote: 'skip', emptyRank: 'skip' }

/** The choices read on one paper of four candidates, of whom the fourth stepped back. */
function choices(ranks: string, rules: ReadingRules) {
  const read = readPapers(ballotsOf(4, [`1: ${ranks}`], { withdrawn: [4] }), rules)
  return [...read.choices]
}

test.group('A ranked paper', () => {
  test('filled in plainly is read from the first rank to the last', ({ assert }) => {
    assert.deepEqual(choices('2 3 1', STRICT), [2, 3, 1])
  })

  test('ranking somebody twice counts the first mention', ({ assert }) => {
    assert.deepEqual(choices('2 3 2 1', STRICT), [2, 3, 1])
    assert.deepEqual(choices('2=2 3', STRICT), [2, 3])
  })

  test('with two names at one rank is read down to there, or past it', ({ assert }) => {
    assert.deepEqual(choices('2 1=3 3', STRICT), [2])
    assert.deepEqual(choices('2 1=3 3', LENIENT), [2, 3])
  })

  test('with an empty rank is read down to there, or past it', ({ assert }) => {
    assert.deepEqual(choices('2 - 3', STRICT), [2])
    assert.deepEqual(choices('2 - - 3', LENIENT), [2, 3])
  })

  test('with empty ranks at its end lacks nothing', ({ assert }) => {
    const { irregular } = readPapers(ballotsOf(3, ['5: 1 2 -']), STRICT)
    assert.equal(irregular.emptyRank, 0)
  })

  test('naming somebody who stepped back, or nobody, is read past the name', ({ assert }) => {
    assert.deepEqual(choices('4 2 9 0 3', STRICT), [2, 3])
  })

  test('with one name left at a rank, once those who cannot be chosen are away, chooses it', ({
    assert,
  }) => {
    assert.deepEqual(choices('4=2 3=2', STRICT), [2, 3])
  })

  test('lets somebody of a skipped rank be chosen further down', ({ assert }) => {
    assert.deepEqual(choices('1=2 2 1', LENIENT), [2, 1])
  })
})

test.group('The four counters', () => {
  test('blank is nothing written, invalid is no first choice to read', ({ assert }) => {
    const lines = ['5: 1 2', '3:', '2: - -', '4: 1=2 3', '1: 4', '1: 7', '1: - 1']
    const read = readPapers(ballotsOf(4, lines, { withdrawn: [4] }), STRICT)
    const counts = { cast: 17, valid: 5, blank: 5, abstention: 0, invalid: 7 }
    assert.deepEqual(read.counts, counts)
  })

  test('change with the rules, as the vote declares them', ({ assert }) => {
    const read = readPapers(ballotsOf(4, ['4: 1=2 3', '1: - 1', '2: 1=2']), LENIENT)
    assert.deepEqual(read.counts, { cast: 7, valid: 5, blank: 0, abstention: 0, invalid: 2 })
  })

  test('papers in doubt are counted by what they have, one paper in several', ({ assert }) => {
    const lines = ['3: 1 - 2=3', '2: 1 1 9', '1: 4 2 1=3']
    const { irregular } = readPapers(ballotsOf(4, lines, { withdrawn: [4] }), LENIENT)
    assert.deepEqual(irregular, {
      ...{ overvote: 4, emptyRank: 3 },
      ...{ repeated: 2, unknown: 2, withdrawn: 1 },
    })
  })

  test('more papers than a number can hold are refused', ({ assert }) => {
    const many = ballotsOf(2, [`${Number.MAX_SAFE_INTEGER}: 1`, '1: 2'])
    assert.throws(() => readPapers(many, STRICT), 'More papers than numbers can count')
  })
})
