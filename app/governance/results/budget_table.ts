import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import { drawBudget } from './budget_bars.js'
import { figuresIn } from './figures.js'
import { said, type ResultTable } from './result_table.js'

/** Every project: its cost, who wanted it, who paid what, or what was missing. */
export function budgetTable(transcript: EqualSharesTranscript, locale: string): ResultTable {
  const { number } = figuresIn(locale)
  return {
    caption: said('table.projects'),
    head: [
      said('table.project'),
      said('table.cost'),
      said('table.outcome'),
      said('table.supporters'),
      said('table.paid'),
      said('table.missing'),
    ],
    rows: drawBudget(transcript).projects.map((project) => [
      project.name,
      number(project.cost),
      said(`table.budget_${project.outcome}`),
      number(project.supporters),
      project.paid
        .map(({ voters, payment }) => `${number(voters)} × ${number(payment)}`)
        .join(' + '),
      project.missing === null ? '' : number(project.missing),
    ]),
  }
}
