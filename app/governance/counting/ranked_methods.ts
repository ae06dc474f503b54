import { readBlt } from '../files/blt.js'
import { readCvotes } from '../files/cvotes.js'
import { readRankedCsv } from '../files/ranked_csv.js'
import type { RankedBallots } from '../methods/ranked_ballots.js'
import type { Unranked } from '../methods/schulze/compared_papers.js'
import { badOption } from './counting_fault.js'
import { contentOf, jsonOf, type BallotFile, type CountingMethod } from './counting_method.js'
import type { OptionReader } from './option_reader.js'

const formats = ['blt', 'cvotes', 'csv', 'json'] as const

const exhaustOrSkip = ['exhaust', 'skip'] as const

/** How papers that are not filled in plainly are read, both ways named in the transcript. */
const readingOf = (options: OptionReader) => ({
  overvote: options.oneOf('overvote', exhaustOrSkip),
  emptyRank: options.oneOf('empty-rank', exhaustOrSkip),
})

const scottishStv: CountingMethod = {
  formats,
  options: ['seats', 'overvote', 'empty-rank', 'lot-order'],
  prepare: (file, options) => ({
    method: 'scottish-stv',
    ...stv(file, options),
  }),
}

const meekStv: CountingMethod = {
  ...scottishStv,
  prepare: (file, options) => ({ method: 'meek-stv', ...stv(file, options) }),
}

const irv: CountingMethod = {
  ...scottishStv,
  prepare: (file, options) => {
    const { ballots } = ranked(file)
    const seats = options.whole('seats', 1, 1)
    if (seats !== 1) throw badOption('one_seat', { found: seats })
    const lotOrder = options.lotOrder(ballots.candidates.length)
    const reading = readingOf(options)
    return {
      ...{ method: 'irv', ballots },
      parameters: { reading, stop: 'majority_of_continuing', lotOrder },
    }
  },
}

const schulze: CountingMethod = {
  formats,
  options: ['seats', 'unranked', 'status-quo', 'lot-order'],
  prepare: (file, options) => {
    const { ballots, unranked } = ranked(file)
    const statusQuo = options.whole('status-quo', 1, null)
    const stands = ballots.candidates.some(
      ({ number }) => number === statusQuo && !ballots.withdrawn.includes(number)
    )
    if (statusQuo !== null && !stands) throw badOption('status_quo', { found: statusQuo })
    const asked = options.oneOf('unranked', ['last', 'ignored'])
    return {
      ...{ method: 'schulze', ballots },
      parameters: {
        seats: options.whole('seats', 1, ballots.seats),
        unranked: options.text('unranked') === null ? unranked : asked,
        statusQuo,
        lotOrder: options.lotOrder(ballots.candidates.length),
      },
    }
  },
}

/** Methods that count ranked papers. */
export const RANKED_METHODS = {
  'scottish-stv': scottishStv,
  'meek-stv': meekStv,
  irv,
  schulze,
}

/** A table does not say how many seats there are: whoever counts does. */
function stv(file: BallotFile, options: OptionReader) {
  const { ballots } = ranked(file)
  const seats = options.whole('seats', 1, file.format === 'csv' ? null : ballots.seats)
  if (seats === null) throw badOption('seats_missing')
  const lotOrder = options.lotOrder(ballots.candidates.length)
  return { ballots, parameters: { seats, reading: readingOf(options), lotOrder } }
}

function ranked({ format, text }: BallotFile): { ballots: RankedBallots; unranked: Unranked } {
  if (format === 'cvotes') {
    const { unranked, ...ballots } = contentOf(readCvotes(text))
    return { ballots, unranked }
  }
  if (format === 'json') return { ballots: jsonOf('ranked', text), unranked: 'last' }
  const read = format === 'blt' ? readBlt(text) : readRankedCsv(text)
  return { ballots: contentOf(read), unranked: 'last' }
}
