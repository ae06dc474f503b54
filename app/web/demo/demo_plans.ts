import type { RuleValues } from '#rulebook/declarations'

/** How one belongs to the demo's association. Cents. */
export const DEMO_PLANS: RuleValues['dues.plans'] = [
  {
    code: 'yearly',
    name: 'Adhésion à l’année',
    period: 'year',
    floor_cents: 2000,
    suggested_cents: [2500, 3500, 6000],
    free_amount: true,
    college: null,
  },
  {
    code: 'reduced',
    name: 'Tarif réduit, à l’année',
    period: 'year',
    floor_cents: 800,
    suggested_cents: [1000, 1200],
    free_amount: true,
    college: null,
  },
  {
    code: 'organisation',
    name: 'Association ou entreprise',
    period: 'year',
    floor_cents: 5000,
    suggested_cents: [8000, 12000],
    free_amount: true,
    college: null,
  },
  {
    code: 'monthly',
    name: 'Adhésion au mois',
    period: 'month',
    floor_cents: 200,
    suggested_cents: [300, 500],
    free_amount: true,
    college: null,
  },
]
