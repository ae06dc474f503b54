import type { AnyCount } from '../recount/any_count.js'
import { budgetTable } from './budget_table.js'
import { consentTable, motionTable } from './decision_tables.js'
import { eliminationTable } from './elimination_table.js'
import { meritTable } from './merit_table.js'
import { approvalTable, duelTable } from './ranking_tables.js'
import type { ResultTable, TableTerms } from './result_table.js'

/** The figures of a count as a table: under its drawing, and as a command prints them. */
export function tableOf(count: AnyCount, { locale, minimumGroup }: TableTerms): ResultTable {
  switch (count.kind) {
    case 'elimination':
      return eliminationTable(count.transcript, locale)
    case 'merit':
      return meritTable(count.transcript, locale)
    case 'approval':
      return approvalTable(count.transcript, locale)
    case 'duels':
      return duelTable(count.transcript, locale)
    case 'motion':
      return motionTable(count.transcript, { locale, minimumGroup })
    case 'consent':
      return consentTable(count.transcript, locale)
    case 'budget':
      return budgetTable(count.transcript, locale)
  }
}
