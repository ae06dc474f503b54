import { done, refused, type Result } from '#shared/result'

/** What a plan asks, as the rule book says it; cents. */
export interface PlanAmounts {
  floorCents: number
  suggestedCents: readonly number[]
  freeAmount: boolean
  /** The amounts of the sliding scale: which one is whose is never asked nor kept. */
  scaleCents: readonly number[]
  /** The least of the solidarity price; null where there is none. */
  solidarityCents: number | null
}

export interface AmountChoice {
  cents: number
  solidarity: boolean
  /** What becomes of what exceeds the floor: it stays dues, or it is a gift. */
  beyond: 'dues' | 'gift'
}

export interface DuesAmount {
  duesCents: number
  giftCents: number
  /** What the solidarity pot adds up to the floor. */
  fromPotCents: number
  /** What of the dues goes to the pot. */
  intoPotCents: number
}

export type AmountRefusal = 'below_floor' | 'not_offered' | 'too_much' | 'pot_empty'

/** The most that one person may pay in one go: a mistyped amount is caught before the bank sees it. */
export const MOST_CENTS = 1_000_000

/** What someone pays, and for what, when they choose an amount of a plan. */
export function duesAmount(
  plan: PlanAmounts,
  choice: AmountChoice,
  pot: { open: boolean; balanceCents: number }
): Result<DuesAmount, AmountRefusal> {
  const { floorCents } = plan
  const { cents } = choice
  if (!Number.isSafeInteger(cents) || cents < 0) return refused('not_offered')
  if (cents > MOST_CENTS) return refused('too_much')
  if (choice.solidarity) return solidarityAmount(plan, cents, pot)
  if (plan.scaleCents.includes(cents) && cents < floorCents) return done(only(cents))
  if (cents < floorCents) return refused('below_floor')
  const offered = [floorCents, ...plan.suggestedCents, ...plan.scaleCents].includes(cents)
  if (!plan.freeAmount && !offered) return refused('not_offered')
  const beyond = cents - floorCents
  if (choice.beyond === 'gift') return done({ ...only(floorCents), giftCents: beyond })
  return done({ ...only(cents), intoPotCents: pot.open ? beyond : 0 })
}

function solidarityAmount(
  plan: PlanAmounts,
  cents: number,
  pot: { open: boolean; balanceCents: number }
): Result<DuesAmount, AmountRefusal> {
  const least = plan.solidarityCents
  if (!pot.open || least === null || least >= plan.floorCents) return refused('not_offered')
  if (cents < least) return refused('below_floor')
  if (cents >= plan.floorCents) return refused('not_offered')
  const fromPotCents = plan.floorCents - cents
  return pot.balanceCents < fromPotCents
    ? refused('pot_empty')
    : done({ ...only(cents), fromPotCents })
}

/** An amount in equal parts, whole cents, what does not divide on the first. */
export function splitInto(cents: number, parts: number): number[] {
  const each = Math.floor(cents / parts)
  return Array.from({ length: parts }, (_, index) =>
    index === 0 ? cents - each * (parts - 1) : each
  )
}

const only = (duesCents: number): DuesAmount => ({
  duesCents,
  giftCents: 0,
  fromPotCents: 0,
  intoPotCents: 0,
})
