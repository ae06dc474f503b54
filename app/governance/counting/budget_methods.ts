import { ballotsOfPabulib } from '../files/pabulib_ballots.js'
import { readPabulib } from '../files/pabulib.js'
import { amountOf } from '../methods/amount.js'
import { badOption } from './counting_fault.js'
import { contentOf, type CountingMethod } from './counting_method.js'
import type { OptionReader } from './option_reader.js'

const equalShares: CountingMethod = {
  formats: ['pb'],
  options: ['budget', 'completion', 'utility', 'increment', 'fill', 'lot-order'],
  prepare: ({ text }, options) => {
    const ballots = ballotsOfPabulib(contentOf(readPabulib(text)))
    return {
      ...{ method: 'equal-shares', format: 'pabulib', file: text },
      parameters: {
        budget: amountIn('budget', options) ?? ballots.budget,
        increment: amountIn('increment', options) ?? '1',
        completion: options.oneOf('completion', ['add1', 'none']),
        utility: options.oneOf('utility', ['cost', 'cardinality']),
        fill: options.oneOf('fill', ['none', 'approvals']),
        lotOrder: options.lotOrder(ballots.projects.length),
      },
    }
  },
}

/** Methods that share out a budget. */
export const BUDGET_METHODS = { 'equal-shares': equalShares }

/** An amount in the unit of the file; null when nothing was said. */
function amountIn(name: 'budget' | 'increment', options: OptionReader): string | null {
  const found = options.text(name)
  if (found === null) return null
  const amount = amountOf(found)
  if (amount !== null && (name === 'budget' || amount > 0n)) return found
  throw badOption('amount', { name, found })
}
