type Unit = 'cents' | 'percent' | 'months'

/** A figure of the law: its value in its unit, the first day on which it holds, and where it stands. */
export interface LegalParameter {
  value: number
  unit: Unit
  validFrom: string
  source: string
}

const since = (validFrom: string, value: number, unit: Unit, source: string): LegalParameter => ({
  ...{ validFrom, value, unit, source },
})

const COOPERATIVES = 'loi n° 47-1775 du 10 septembre 1947'
const FRANCHISE = 'CGI, art. 206, 1 bis; BOI-IS-CHAMP-10-50-20-20 (indexed every year)'
const SMALL_RETURN = 'CGI, art. 200; BOI-IR-RICI-250-20, III-D'

/** Figures that a vote cannot change, each from its day on, oldest first. */
const PARAMETERS = {
  /** Subsidies of a year above which accounts are drawn up, audited and published. */
  subsidies_audited_above: [
    since('2007-03-27', 15_300_000, 'cents', 'Code de commerce, art. L612-4 and D612-5'),
  ],
  /** Tax-deductible gifts of a year above which the same holds. */
  gifts_audited_above: [
    since('2007-04-29', 15_300_000, 'cents', 'Loi n° 87-571 du 23 juillet 1987, art. 4-1; D612-5'),
  ],
  accounts_published_within: [
    since('2009-05-16', 3, 'months', 'Décret n° 2009-540 du 14 mai 2009, art. 1'),
  ],
  accounts_missing_fine: [
    since('2001-09-19', 900_000, 'cents', 'Code de commerce, art. L242-8, through L612-4'),
  ],
  /** Lucrative income of a year up to which an association pays no commercial taxes. */
  lucrative_income_untaxed_up_to: [
    since('2023-01-01', 7_667_900, 'cents', FRANCHISE),
    since('2024-01-01', 7_859_600, 'cents', FRANCHISE),
    since('2025-01-01', 8_001_100, 'cents', FRANCHISE),
  ],
  /** What a donor may be given back in a year: this part of the gift at most, and this much. */
  gift_return_share_at_most: [since('2011-01-01', 25, 'percent', SMALL_RETURN)],
  gift_return_at_most: [
    since('2011-01-01', 6500, 'cents', SMALL_RETURN),
    since('2016-06-13', 6900, 'cents', `${SMALL_RETURN}; arrêté du 10 juin 2016`),
    since('2021-01-01', 7300, 'cents', `${SMALL_RETURN} (revised every five years)`),
  ],
  /** Part of a cooperative's surplus for the legal reserve, until reserves reach the capital. */
  legal_reserve_share: [since('1992-07-14', 15, 'percent', `${COOPERATIVES}, art. 16`)],
  /** Part of what then remains that a SCIC puts into its statutory reserve at least. */
  statutory_reserve_share: [since('2001-07-19', 50, 'percent', `${COOPERATIVES}, art. 19 nonies`)],
  /** Part of the highest capital ever reached below which withdrawals take it no lower. */
  capital_floor_share: [since('1992-07-14', 25, 'percent', `${COOPERATIVES}, art. 13`)],
  /** Part of a share paid with the subscription at least. */
  share_paid_at_once: [since('1992-07-14', 25, 'percent', `${COOPERATIVES}, art. 12`)],
  college_votes_at_least: [since('2001-07-19', 10, 'percent', `${COOPERATIVES}, art. 19 octies`)],
  college_votes_at_most: [since('2001-07-19', 50, 'percent', `${COOPERATIVES}, art. 19 octies`)],
} satisfies Record<string, readonly LegalParameter[]>

export type LegalParameterName = keyof typeof PARAMETERS

export const LEGAL_PARAMETERS = Object.keys(PARAMETERS) as LegalParameterName[]

/**
 * The figure in force on a day (`2026-12-31`). Throws for a day that is none, or before the first
 * figure on record: guessing at an older law would be worse.
 */
export function legalParameter(name: LegalParameterName, day: string): LegalParameter {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`not a day: ${day}`)
  const found = PARAMETERS[name].findLast(({ validFrom }) => validFrom <= day)
  if (!found) throw new Error(`no ${name} on record as early as ${day}`)
  return { ...found }
}
