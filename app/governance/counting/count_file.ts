import { done, refused, type Result } from '#shared/result'
import { METHODS } from '../methods/transcript.js'
import type { AnyCount } from '../recount/any_count.js'
import { recount, type PublishedBallots } from '../recount/recount.js'
import { OPTION_NAMES, type CountOptions } from './count_options.js'
import { badOption, CannotCount, type CountingFault } from './counting_fault.js'
import { COUNTING_METHODS } from './counting_methods.js'
import { FORMATS, formatOf } from './format.js'
import { OptionReader } from './option_reader.js'

/** What is counted: a file by its name and its text, a method by its name, and what is said beside. */
export interface CountRequest {
  name: string
  text: string
  method: string
  options: CountOptions
}

/**
 * Reads ballots and counts them, as anyone does who has the file: no database, no clock, no chance.
 * What was not said has a default, and the transcript writes it like the rest.
 */
export function countFile(request: CountRequest): Result<AnyCount, CountingFault> {
  const prepared = ballotsIn(request)
  if (!prepared.ok) return prepared
  const counted = recount(prepared.value)
  return counted.ok ? done(counted.value) : refused({ from: 'ballots', fault: counted.refusal })
}

/** The ballots of a file with the parameters of their count, as a vote publishes both. */
export function ballotsIn(request: CountRequest): Result<PublishedBallots, CountingFault> {
  try {
    return done(prepare(request))
  } catch (error) {
    if (error instanceof CannotCount) return refused(error.fault)
    throw error
  }
}

function prepare({ name, text, method, options }: CountRequest): PublishedBallots {
  const known = METHODS.find((one) => one === method)
  if (!known) throw badOption('method', { found: method, methods: METHODS.join(', ') })
  const counting = COUNTING_METHODS[known]
  const format = formatOf(name)
  if (!format) throw badOption('format', { formats: endings(FORMATS) })
  if (!counting.formats.includes(format)) {
    throw badOption('format_of_method', { method, formats: endings(counting.formats) })
  }
  const useless = OPTION_NAMES.find(
    (one) => options[one] !== undefined && !counting.options.includes(one)
  )
  if (useless) throw badOption('useless', { name: useless, method })
  return counting.prepare({ format, text }, new OptionReader(options))
}

const endings = (formats: readonly string[]) => formats.map((format) => `.${format}`).join(', ')
