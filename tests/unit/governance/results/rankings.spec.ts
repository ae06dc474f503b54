import { test } from '@japa/runner'
import fc from 'fast-check'
import { countApproval } from '#governance/methods/approval'
import { candidatesOf } from '#governance/methods/candidate'
import { countMajorityJudgment } from '#governance/methods/majority_judgment/majority_judgment'
import { countSchulze } from '#governance/methods/schulze/schulze'
import { drawApproval } from '#governance/results/approval_bars'
import { drawDuels } from '#governance/results/duels'
import { drawMerit } from '#governance/results/merit_bars'
import { ballotsOf } from '../methods/ranked_papers.js'

const candidates = candidatesOf(['Awa', 'Bastien', 'Chloé'])

test.group('Majority judgment drawn', () => {
  const grades = ['Reject', 'Fair', 'Good', 'Very good']
  const judged = (papers: readonly (readonly number[])[]) =>
    countMajorityJudgment(
      {
        title: 'Form',
        candidates,
        grades,
        papers: papers.map((one) => ({ papers: 1, grades: one })),
      },
      { seats: 1, missing: 'worst', blank: 'apart', lotOrder: null }
    )

  test('puts the best grade first, and the middle of each bar in its majority grade', () => {
    const grade = fc.integer({ min: 0, max: 3 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(grade, grade, grade), { minLength: 1, maxLength: 25 }),
        (papers) =>
          drawMerit(judged(papers)).bars.every(({ parts, gauge }) => {
            const middle = parts.find((part) => part.middle)
            const end = parts.reduce((sum, { width }) => sum + width, 0)
            return (
              middle !== undefined &&
              middle.grade === gauge?.grade &&
              middle.x <= 50.01 &&
              middle.x + middle.width >= 49.99 &&
              Math.abs(end - 100) < 0.1 &&
              parts.every(
                (part, index) => index === 0 || part.grade > (parts[index - 1]?.grade ?? 9)
              )
            )
          })
      )
    )
  })

  test('gives those who stand level one place, and the winner its mark', ({ assert }) => {
    const { bars, grades: named } = drawMerit(
      judged([
        [3, 1, 1],
        [3, 1, 1],
        [2, 0, 0],
      ])
    )
    assert.deepEqual(
      bars.map(({ name, place, winner }) => [name, place, winner]),
      [
        ['Awa', 1, true],
        ['Bastien', 2, false],
        ['Chloé', 2, false],
      ]
    )
    assert.deepEqual(named[0], { name: 'Very good', step: 0 })
    assert.deepEqual(named.at(-1), { name: 'Reject', step: 6 })
  })
})

test.group('Duels drawn', () => {
  const circle = ballotsOf(4, ['15: 1 2 3 4', '11: 2 3 1 4', '10: 3 1 2 4', '5: 2 1 4', '3: 3 4'])
  const counted = countSchulze(circle, {
    ...{ seats: 1, unranked: 'last', statusQuo: 4, lotOrder: null },
  })

  test('show each pair from both sides', ({ assert }) => {
    const { rows } = drawDuels(counted)
    for (const [index, row] of rows.entries()) {
      assert.isNull(row.duels[index])
      for (const [other, duel] of row.duels.entries()) {
        const back = rows[other]?.duels[index]
        if (!duel || !back) continue
        assert.deepEqual([duel.votes, duel.against], [back.against, back.votes])
        assert.closeTo(duel.share + back.share, 100, 0.02)
        assert.equal(duel.outcome === 'won', back.outcome === 'lost')
      }
    }
  })

  test('explain the winner over those whom only a way round beats', ({ assert }) => {
    const { rows, ways } = drawDuels(counted)
    const lost = rows[0]?.duels.filter((duel) => duel && duel.outcome !== 'won') ?? []
    assert.deepEqual(
      ways.map(({ to }) => to),
      lost.map((duel) => duel?.other.name)
    )
    assert.isNotEmpty(ways)
    for (const { steps, strength, back } of ways) {
      assert.equal(Math.min(...steps.map(({ votes }) => votes)), strength)
      assert.isAbove(strength, back)
    }
  })

  test('give no place to an option that was dropped', ({ assert }) => {
    const { rows } = drawDuels(
      countSchulze(ballotsOf(3, ['3: 1 3 2', '2: 3 2 1']), {
        ...{ seats: 1, unranked: 'last', statusQuo: 3, lotOrder: null },
      })
    )
    assert.isNull(rows.find(({ candidate }) => candidate.number === 2)?.place)
  })
})

test.group('Approvals drawn', () => {
  const approved = (floor: 'none' | 'more-than-half') =>
    countApproval(
      {
        ...{ title: 'Party', candidates, seats: 2 },
        papers: [
          { papers: 3, approved: [1] },
          { papers: 2, approved: [1, 2] },
          { papers: 1, approved: [3] },
        ],
      },
      { seats: 2, floor, lotOrder: null }
    )

  test('say who is chosen, and who has not the half that is asked for', ({ assert }) => {
    const { bars, floor } = drawApproval(approved('more-than-half'))
    assert.deepEqual(
      bars.map(({ name, approvals, outcome }) => [name, approvals, outcome]),
      [
        ['Awa', 5, 'elected'],
        ['Bastien', 2, 'below_floor'],
        ['Chloé', 1, 'below_floor'],
      ]
    )
    assert.closeTo(bars[0]?.width ?? 0, 83.33, 0.01)
    assert.equal(floor, 50)
    assert.isNull(drawApproval(approved('none')).floor)
  })
})
