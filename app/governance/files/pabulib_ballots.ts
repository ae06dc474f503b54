import { amountWritten } from '../methods/amount.js'
import type { BudgetBallots, BudgetPapers, Project } from '../methods/budget_ballots.js'
import type { Pabulib } from './pabulib_shape.js'
import { amountIn, idOf, listIn } from './pabulib_cells.js'

/**
 * What equal shares counts in a budget file: whoever lists a project supports it, whatever the type of
 * vote, its points or its ranks. Throws on a file that `readPabulib` would refuse.
 */
export function ballotsOfPabulib({ meta, projects, votes }: Pabulib): BudgetBallots {
  const [idAt, costAt, nameAt] = ['project_id', 'cost', 'name'].map((column) =>
    projects.columns.indexOf(column)
  )
  const list = projects.rows.map((row, index): Project => {
    const id = idOf(row[idAt ?? -1])
    const name = row[nameAt ?? -1] || id
    return { number: index + 1, name, id, cost: decimalOf(row[costAt ?? -1]) }
  })
  const numbers = new Map(list.map(({ id, number }) => [id, number]))
  const voteAt = votes.columns.indexOf('vote')
  const papers = new Map<string, BudgetPapers>()
  for (const row of votes.rows) {
    const vote = row[voteAt] ?? ''
    const same = papers.get(vote)
    if (same) same.papers++
    else papers.set(vote, { papers: 1, listed: listIn(vote).map((id) => numberOf(id, numbers)) })
  }
  return {
    title: valueOf(meta, 'description'),
    projects: list,
    budget: decimalOf(valueOf(meta, 'budget')),
    papers: [...papers.values()],
  }
}

/** A budget vote as a file: approvals, one row a paper, voters numbered in the order given. */
export function pabulibOf({ title, projects, budget, papers }: BudgetBallots): Pabulib {
  const usable = new Set(projects.map(({ id }) => id ?? ''))
  const named = usable.size === projects.length && ![...usable].some((id) => !isUsable(id))
  const ids = projects.map(({ id, number }) => (named && id) || String(number))
  const rows = papers.flatMap(({ papers: count, listed }) =>
    Array.from({ length: count }, () => listed.map((number) => ids[number - 1] ?? '').join(','))
  )
  return {
    meta: [
      ['description', title],
      ['num_projects', String(projects.length)],
      ['num_votes', String(rows.length)],
      ['budget', budget],
      ['vote_type', 'approval'],
    ],
    projects: {
      columns: ['project_id', 'cost', 'name'],
      rows: projects.map(({ cost, name }, index) => [ids[index] ?? '', cost, name]),
    },
    votes: {
      columns: ['voter_id', 'vote'],
      rows: rows.map((vote, index) => [String(index + 1), vote]),
    },
  }
}

const isUsable = (id: string) => id !== '' && id === id.trim() && !id.includes(',')

const valueOf = (meta: Pabulib['meta'], key: string) =>
  meta.find(([name]) => name === key)?.[1] ?? ''

function decimalOf(cell = ''): string {
  const amount = amountIn(cell)
  if (amount === null) throw new Error('A budget file holds amounts')
  return amountWritten(amount)
}

function numberOf(id: string, numbers: ReadonlyMap<string | undefined, number>): number {
  const number = numbers.get(id)
  if (number === undefined) throw new Error('A vote lists projects of its file')
  return number
}
