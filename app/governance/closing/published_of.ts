import type { RuleValues } from '#rulebook/declarations'
import { canonicalHash, canonicalJson, type Plain } from '#shared/canonical'
import { lotOrderOf } from '#shared/lots/draw'
import type { LotOrder } from '../methods/lot_order.js'
import type { PublishedBallots } from '../recount/recount.js'
import { moneyWritten } from './money_written.js'
import { quorumIn, type Counting } from './counted.js'
import { weighedColleges } from './weighed_colleges.js'

/** How a ballot that is not filled in plainly is read: the forms let none through, files may. */
const READING = { overvote: 'exhaust', emptyRank: 'skip' } as const

/** The grades of majority judgment, worst first (LaPrimaire.org), as keys under `decide.grades`. */
export const GRADES = ['reject', 'insufficient', 'passable', 'fairly_good', 'good', 'very_good']

/**
 * The ballots of a vote as they are published, with all that was declared: what the close counts, and
 * what anyone counts again. Identical ballots stand together and in an order of their own, so that
 * nothing is left of the order of the urn.
 */
export function publishedOf(counting: Counting): PublishedBallots {
  const { method, title, parameters, options } = counting
  const seats = Number(parameters.seats ?? 1)
  const candidates = options.map(({ number, label }) => ({ number, name: label }))
  switch (method) {
    case 'motion':
      return motionOf(counting)
    case 'scottish-stv':
    case 'meek-stv': {
      const stv = {
        ballots: { title, candidates, seats, withdrawn: [], papers: ranked(counting) },
        parameters: { seats, reading: READING, lotOrder: lotOrder(counting) },
      }
      return method === 'meek-stv' ? { method, ...stv } : { method, ...stv }
    }
    case 'irv':
      return {
        method,
        ballots: { title, candidates, seats: 1, withdrawn: [], papers: ranked(counting) },
        parameters: {
          ...{ reading: READING, stop: 'majority_of_continuing' },
          lotOrder: lotOrder(counting),
        },
      }
    case 'schulze':
      return {
        method,
        ballots: { title, candidates, seats, withdrawn: [], papers: ranked(counting) },
        parameters: {
          ...{ seats, unranked: 'last', lotOrder: lotOrder(counting) },
          statusQuo: options.find(({ payload }) => payload.statusQuo)?.number ?? null,
        },
      }
    case 'majority-judgment':
      return {
        method,
        ballots: { title, candidates, grades: GRADES, papers: graded(counting) },
        parameters: { seats, missing: 'worst', blank: 'apart', lotOrder: lotOrder(counting) },
      }
    case 'approval':
      return {
        method,
        ballots: { title, candidates, seats, papers: approved(counting) },
        parameters: { seats, floor: 'none', lotOrder: lotOrder(counting) },
      }
    case 'equal-shares':
      return budgetOf(counting)
    case 'consent':
      throw new Error('Consent is asked of people who say why, not counted from ballots')
  }
}

function motionOf(counting: Counting): PublishedBallots {
  const { title, voters, parameters, secrecy } = counting
  const { base, ...threshold } = parameters.threshold as RuleValues['votes.threshold']['ordinary']
  const colleges = weighedColleges(parameters)
  const papers = together(counting, ({ choice, college }) => ({
    answer: choice.kind === 'motion' ? choice.answer : ('blank' as const),
    college: colleges ? college : null,
  }))
  return {
    method: 'motion',
    ballots: { title, papers },
    parameters: {
      ...{ members: voters, quorum: quorumIn(counting, voters), base, threshold },
      ...{ tie: 'fails', secret: secrecy === 'secret', blocks: null },
      colleges: colleges && {
        ...({ rule: 'share', empty: 'renormalise' } as const),
        list: colleges.map(({ name, percent }) => ({
          name,
          weight: { numerator: percent, denominator: 100 },
        })),
      },
    },
  }
}

/** Budget votes share what there is, project by project; costs are written in euros. */
function budgetOf(counting: Counting): PublishedBallots {
  const { title, options, parameters } = counting
  const budget = moneyWritten(Number(parameters.cents))
  return {
    method: 'equal-shares',
    ballots: {
      ...{ title, budget },
      projects: options.map(({ number, label, payload }) => ({
        ...{ number, name: label },
        cost: moneyWritten(Number(payload.cents)),
      })),
      papers: approved(counting).map(({ papers, approved: listed }) => ({ papers, listed })),
    },
    parameters: {
      ...{ budget, increment: '1', completion: 'add1', utility: 'cost', fill: 'approvals' },
      lotOrder: lotOrder(counting),
    },
  }
}

const ranked = (counting: Counting) =>
  together(counting, ({ choice }) => ({
    ranks: choice.kind === 'ranking' ? choice.ranks.map((number) => [number]) : [],
  }))

const approved = (counting: Counting) =>
  together(counting, ({ choice }) => ({
    approved: choice.kind === 'approval' ? choice.approved : [],
  }))

const graded = (counting: Counting) =>
  together(counting, ({ choice }) => ({
    grades: counting.options.map(({ number }) =>
      choice.kind === 'grades' ? (choice.grades[number] ?? null) : null
    ),
  }))

/** Identical papers counted together, in the order of their bytes. */
function together<Paper extends { readonly [key: string]: Plain | undefined }>(
  { ballots }: Counting,
  paperOf: (ballot: Counting['ballots'][number]) => Paper
): (Paper & { papers: number })[] {
  const papers = new Map<string, Paper & { papers: number }>()
  for (const ballot of ballots) {
    const paper = paperOf(ballot)
    const key = canonicalJson(paper)
    const same = papers.get(key)
    if (same) same.papers += 1
    else papers.set(key, { ...paper, papers: 1 })
  }
  return [...papers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, paper]) => paper)
}

/**
 * The lot order: drawn from a seed that was fixed at the call and known to nobody, and from the ballots
 * themselves, which nobody knew then.
 */
function lotOrder({ ballots, options, lotSeed }: Counting): LotOrder {
  const choices = ballots.map(({ choice }) => canonicalHash({ ...choice })).toSorted()
  const sources = [lotSeed, canonicalHash(choices)].map((hex) => ({
    numbers: [BigInt(`0x${hex}`)],
    entropyBits: 256,
  }))
  return lotOrderOf(
    options.map(({ label }) => label),
    sources,
    'sha256'
  )
}
