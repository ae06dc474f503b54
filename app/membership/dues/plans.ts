import type { Book } from '#rulebook/book'
import type { PlanAmounts } from './dues_amounts.js'
import type { PeriodKind, PeriodTerms } from './periods.js'

/** A way of belonging that the rules offer today. */
export interface Plan extends PlanAmounts {
  code: string
  name: string
  kind: PeriodKind
  college: string | null
  /** The sliding scale of this plan, by brackets that nobody proves. */
  scale: ReadonlyArray<{ name: string; cents: number }>
}

/** The charter of a collective: a member is whoever has signed it, free of charge. */
export const CHARTER_PLAN = 'charter'

/** The plans in force, for a legal form; a collective has no dues, only its charter to sign. */
export function plansOf(book: Book, legalForm: string): Plan[] {
  if (legalForm === 'collective') return [charter()]
  const declared = book.value('dues.plans')
  const counted = book.value('dues.period')
  const monthly = declared.filter(({ period }) => period !== 'year')
  // Under a rule of months, plans by the year are offered only where there is nothing else.
  const offered = counted === 'month' && monthly.length > 0 ? monthly : declared
  const pot = book.value('dues.solidarity_pot')
  return offered.map((plan) => {
    const scale = book
      .value('dues.sliding_scale')
      .filter((bracket) => bracket.plan === plan.code)
      .map((bracket) => ({ name: bracket.name, cents: bracket.bracket_cents }))
    const solidarity = book.value('dues.solidarity_cents')
    return {
      code: plan.code,
      name: plan.name,
      kind: kindOf(plan.period, counted),
      college: plan.college,
      floorCents: plan.floor_cents,
      suggestedCents: plan.suggested_cents,
      freeAmount: plan.free_amount,
      scale,
      scaleCents: scale.map(({ cents }) => cents),
      solidarityCents: pot && solidarity < plan.floor_cents ? solidarity : null,
    }
  })
}

/** How the periods of a plan are counted on a day. */
export function termsOf(book: Book, kind: PeriodKind, today: string): PeriodTerms {
  const { month, day_of_month: day } = book.value('dues.roll_over')
  return { kind, today, graceDays: book.value('dues.grace_days'), rollOver: { month, day } }
}

function kindOf(period: 'year' | 'month' | 'lifetime', counted: string): PeriodKind {
  if (period !== 'year') return period
  return counted === 'civil_year' ? 'civil_year' : 'rolling_year'
}

function charter(): Plan {
  return {
    code: CHARTER_PLAN,
    name: '',
    kind: 'lifetime',
    college: null,
    floorCents: 0,
    suggestedCents: [],
    freeAmount: false,
    scale: [],
    scaleCents: [],
    solidarityCents: null,
  }
}
