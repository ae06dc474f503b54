import { test } from '@japa/runner'
import { candidatesOf } from '#governance/methods/candidate'
import { countEqualShares } from '#governance/methods/equal_shares/equal_shares'
import { drawBudget } from '#governance/results/budget_bars'

const costs = ['60', '30', '90', '12.50']
const projects = candidatesOf(['Backups', 'Snacks', 'App', 'Stickers']).map((project, index) => ({
  ...project,
  cost: costs[index] ?? '0',
}))

const counted = countEqualShares(
  {
    ...{ title: 'The year', projects, budget: '100' },
    papers: [
      { papers: 4, listed: [1] },
      { papers: 3, listed: [1, 2] },
      { papers: 2, listed: [3] },
      { papers: 1, listed: [2, 4] },
    ],
  },
  {
    ...{ budget: '100', increment: '1', completion: 'none', utility: 'cost', fill: 'none' },
    lotOrder: null,
  }
)

test.group('A budget drawn', () => {
  const drawing = drawBudget(counted)

  test('has every project that somebody may have wanted, what is bought first', ({ assert }) => {
    assert.lengthOf(drawing.projects, 4)
    const bought = drawing.projects.filter(({ outcome }) => outcome === 'bought')
    assert.deepEqual(
      bought.map(({ number }) => number),
      counted.winners.map(({ number }) => number)
    )
    assert.deepEqual(drawing.projects.slice(0, bought.length), bought)
  })

  test('spends what the projects cost, and no more than there is', ({ assert }) => {
    const bought = drawing.projects.filter(({ outcome }) => outcome === 'bought')
    const cost = bought.reduce((sum, project) => sum + project.cost, 0)
    assert.equal(drawing.spent, cost)
    assert.equal(drawing.spent + drawing.left, drawing.budget)
    const drawn = drawing.parts.reduce((sum, { width }) => sum + width, 0)
    assert.closeTo(drawn, (100 * cost) / drawing.budget, 0.05)
  })

  test('says who paid what: together, the cost of the project', ({ assert }) => {
    for (const project of drawing.projects.filter(({ outcome }) => outcome === 'bought')) {
      const voters = project.paid.reduce((sum, step) => sum + step.voters, 0)
      const paid = project.paid.reduce((sum, step) => sum + step.voters * step.payment, 0)
      assert.equal(voters, project.supporters)
      assert.closeTo(paid, project.cost, 0.01)
    }
  })

  test('says what the supporters of the others lacked', ({ assert }) => {
    const refused = drawing.projects.filter(({ outcome }) => outcome === 'refused')
    assert.isNotEmpty(refused)
    for (const { cost, held, missing } of refused) {
      assert.closeTo((held ?? 0) + (missing ?? 0), cost, 0.01)
    }
  })
})
