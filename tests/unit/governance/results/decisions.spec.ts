import { test } from '@japa/runner'
import { countConsent } from '#governance/methods/consent'
import { countMotion } from '#governance/methods/motion/motion'
import type { MotionPapers } from '#governance/methods/motion/motion_ballots'
import type { MotionParameters } from '#governance/methods/motion/motion_parameters'
import { drawConsent } from '#governance/results/consent_circle'
import { drawMotion, withoutFolded } from '#governance/results/motion_bars'
import { motionSentences } from '#governance/sentences/motion'

const plain: MotionParameters = {
  members: 20,
  quorum: { numerator: 1, denominator: 2, people: 5, abstentions: true },
  base: 'exprimes',
  threshold: { operator: 'at_least', numerator: 2, denominator: 3 },
  tie: 'fails',
  secret: true,
  blocks: null,
  colleges: null,
}

const papers = (answer: MotionPapers['answer'], count: number, college: string | null = null) => ({
  papers: count,
  answer,
  college,
})

const ballots = {
  title: 'Rules',
  papers: [papers('for', 8), papers('against', 4), papers('abstention', 2), papers('blank', 1)],
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

test.group('A motion drawn', () => {
  test('shows the base as one bar, whole, and beside it what does not count', ({ assert }) => {
    const drawing = drawMotion(countMotion(ballots, plain), 5)
    assert.deepEqual(
      drawing.parts.map(({ answer, count }) => [answer, count]),
      [
        ['for', 8],
        ['against', 4],
      ]
    )
    assert.closeTo(sum(drawing.parts.map(({ width }) => width)), 100, 0.02)
    assert.closeTo(drawing.threshold.at, 66.67, 0.01)
    assert.deepEqual(drawing.beside, [
      { answer: 'abstention', count: 2 },
      { answer: 'blank', count: 1 },
    ])
    assert.deepInclude(drawing.quorum, { present: 15, needed: 10, full: 75, at: 50, reached: true })
  })

  test('of all members shows those who stayed away', ({ assert }) => {
    const drawing = drawMotion(countMotion(ballots, { ...plain, base: 'membres' }), 5)
    assert.deepInclude(
      drawing.parts.map(({ answer, count }) => ({ answer, count })),
      { answer: 'absent', count: 5 }
    )
    assert.closeTo(sum(drawing.parts.map(({ width }) => width)), 100, 0.05)
    assert.isEmpty(drawing.beside)
  })

  test('in colleges never shows how a small one voted', ({ assert }) => {
    const third = { numerator: 1, denominator: 3 }
    const colleges = {
      ...({ rule: 'share', empty: 'zero' } as const),
      list: ['A', 'B', 'C'].map((name) => ({ name, weight: third })),
    }
    const inColleges = {
      title: 'Rules',
      papers: [papers('for', 9, 'A'), papers('against', 8, 'B'), papers('for', 2, 'C')],
    }
    const transcript = countMotion(inColleges, { ...plain, quorum: null, colleges })
    const drawing = drawMotion(transcript, 5)
    assert.deepEqual(drawing.folded?.names, ['C', 'B'])
    assert.deepEqual(
      drawing.colleges.map(({ name }) => name),
      ['A']
    )
    const said = withoutFolded(motionSentences(transcript, 'fr'), ['C', 'B'])
    assert.deepEqual(
      said.filter(({ key }) => key.endsWith('.college')).map(({ words }) => words.name),
      ['A']
    )
  })
})

test.group('Consent drawn', () => {
  test('has a mark for each person on the roll, whatever they answered', ({ assert }) => {
    const objection = { by: 'Chloé', reason: 'The river', state: 'open', textVersion: 1 } as const
    const transcript = countConsent(
      {
        ...{ title: 'Quiet', textVersion: 1 },
        papers: [
          { papers: 5, answer: 'consent', textVersion: 1 },
          { papers: 2, answer: 'abstention', textVersion: 1 },
        ],
        objections: [{ ...objection, number: 1 }],
      },
      { members: 12, quorum: null }
    )
    const { marks, counts } = drawConsent(transcript)
    assert.lengthOf(marks, 12)
    assert.deepEqual(counts, [
      { answer: 'consent', count: 5 },
      { answer: 'abstention', count: 2 },
      { answer: 'objection', count: 1 },
      { answer: 'silent', count: 4 },
    ])
  })
})
