import { test } from '@japa/runner'
import fc from 'fast-check'
import { readBlt, writeBlt } from '#governance/files/blt'
import { canonicalJson } from '#governance/methods/canonical'
import { recount, type PublishedBallots } from '#governance/recount/recount'
import { publicVotes, sampleVotes, type Vote } from '#tests/support/every_vote'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

function written(published: PublishedBallots): string {
  const counted = recount(published)
  if (!counted.ok) throw new Error(`Not counted: ${counted.refusal.key}`)
  return canonicalJson(counted.value.transcript)
}

interface Papers {
  papers: number
}

/** The same papers in any order, each group of identical ones in one piece or two. */
function inAnyOrder<One extends Papers>(all: readonly One[]): fc.Arbitrary<One[]> {
  const apart = all.flatMap((one) =>
    one.papers > 1
      ? [
          { ...one, papers: 1 },
          { ...one, papers: one.papers - 1 },
        ]
      : [one]
  )
  return fc.shuffledSubarray(apart, { minLength: apart.length })
}

/** The same ballots, written in another order. */
function shuffled(published: PublishedBallots): fc.Arbitrary<PublishedBallots> {
  switch (published.method) {
    case 'motion':
      return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
    case 'consent':
      return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
    case 'approval':
      return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
    case 'majority-judgment':
      return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
    case 'equal-shares':
      if ('ballots' in published) {
        return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
      }
      return rowsOf(published.file).map((file) => ({ ...published, file }))
    default: {
      if ('ballots' in published) {
        return reordered(published.ballots).map((ballots) => ({ ...published, ballots }))
      }
      const read = readBlt(published.file)
      if (!read.ok) throw new Error(`Not read: ${read.refusal.key}`)
      const { value } = read
      return inAnyOrder(value.papers).map((papers) => ({
        ...published,
        file: writeBlt({ ...value, papers }),
      }))
    }
  }
}

const reordered = <One extends Papers, Ballots extends object>(
  ballots: Ballots & { papers: readonly One[] }
) => inAnyOrder<One>(ballots.papers).map((papers) => ({ ...ballots, papers }))

/** A budget file with its votes in any order. */
function rowsOf(file: string): fc.Arbitrary<string> {
  const [before = '', votes = ''] = file.split(/(?<=VOTES\r?\n[^\n]*\n)/)
  const rows = votes.split(/\r?\n/).filter((row) => row !== '')
  return fc
    .shuffledSubarray(rows, { minLength: rows.length })
    .map((all) => `${before}${all.join('\n')}\n`)
}

const names = (votes: readonly Vote[]) => votes.map(({ name }) => name)
const samples = sampleVotes()
const elections = publicVotes()

function assertSame({ name, published }: Vote, runs: number) {
  const once = written(published)
  if (written(published) !== once) throw new Error(`${name}: the second count differs`)
  fc.assert(
    fc.property(shuffled(published), (other) => written(other) === once),
    { numRuns: runs }
  )
}

test.group('A count made again', () => {
  test('{$self} is the same twice, and whatever the order of its papers')
    .with(names(samples))
    .run((_context, name) => {
      for (const vote of samples.filter((one) => one.name === name)) assertSame(vote, 20)
    })

  test('of public elections is the same twice, and whatever the order of its papers', ({
    assert,
  }) => {
    assert.isNotEmpty(elections)
    for (const vote of elections) assertSame(vote, 2)
  }).skip(votesData('stv') === null, WITHOUT_VOTES_DATA)
})
