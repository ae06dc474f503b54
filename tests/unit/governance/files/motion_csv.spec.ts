import { test } from '@japa/runner'
import fc from 'fast-check'
import { readMotionCsv, writeMotionCsv } from '#governance/files/motion_csv'
import { readRollCsv, writeRollCsv } from '#governance/files/roll_csv'
import { ANSWERS } from '#governance/methods/motion/motion_ballots'
import { anyText, edited, readOrFail } from './fuzz.js'

const college = fc.constantFrom('Usagers', 'Salariées, salariés', 'Soutiens')

test.group('Tables of motions and rolls', () => {
  test('are read back as they were written', ({ assert }) => {
    const papers = fc.array(
      fc.record({
        papers: fc.integer({ min: 1, max: 40 }),
        answer: fc.constantFrom(...ANSWERS),
        college,
      }),
      { minLength: 1, maxLength: 8 }
    )
    fc.assert(
      fc.property(papers, (list) => {
        const table = { ballots: { title: '', papers: list }, colleges: null }
        assert.deepEqual(readOrFail(readMotionCsv(writeMotionCsv(table))), table)
        const members = list.map((one, index) => ({ member: `M${index}`, college: one.college }))
        const roll = { members, colleges: null }
        assert.deepEqual(readOrFail(readRollCsv(writeRollCsv(roll))), roll)
      })
    )
  })

  test('say what colleges weigh, and read it again', ({ assert }) => {
    const text = 'choix,collège,poids\npour,Usagers,1/2\ncontre,Soutiens,30 %\n'
    const table = readOrFail(readMotionCsv(text))
    assert.deepEqual(readOrFail(readMotionCsv(writeMotionCsv(table))), table)
    assert.lengthOf(table.colleges ?? [], 2)
  })

  test('answer any text, with the line of what is wrong', ({ assert }) => {
    const good = 'choix;collège;nombre\npour;Usagers;4\nblanc;;1\n'
    const texts = fc.oneof(anyText, edited(good, [';', '\n', '"', '0', 'non', 'membre']))
    fc.assert(
      fc.property(texts, (text) => {
        for (const answer of [readMotionCsv(text), readRollCsv(text)]) {
          if (!answer.ok) assert.isAtLeast(answer.refusal.line, 0)
        }
      }),
      { numRuns: 500 }
    )
    const wrong = readMotionCsv('choix\npour\nbof\n')
    assert.isFalse(wrong.ok)
    if (!wrong.ok) assert.equal(wrong.refusal.line, 3)
    const twice = readRollCsv('membre\nAwa\nAwa\n')
    assert.isFalse(twice.ok)
    if (!twice.ok) assert.equal(twice.refusal.line, 3)
  })
})
