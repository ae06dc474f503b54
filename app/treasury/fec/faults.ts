/** What our checker refuses in a FEC, one name for each rule. */
export const FEC_RULES = [
  ...(['file_name', 'siren', 'closing_date', 'bom', 'charset', 'separator', 'line_end'] as const),
  ...(['blank_line', 'header', 'field_count', 'characters', 'required', 'date'] as const),
  ...(['decimal_comma', 'thousands_separator', 'negative', 'one_side'] as const),
  ...(['entry_balance', 'file_balance', 'number_sequence', 'opening_first'] as const),
  ...(['entry_shared', 'entry_contiguous', 'order', 'entry_date', 'piece_date'] as const),
  ...(['account_digits', 'account_known', 'account_label', 'auxiliary_pair'] as const),
  ...(['lettering_pair', 'lettering_balance', 'currency_pair', 'currency_code'] as const),
  ...(['trial_balance'] as const),
] as const

export type FecRule = (typeof FEC_RULES)[number]

/** A rule that a file breaks: at which line (1 is the header, 0 the file as a whole) and by what. */
export interface FecFault {
  rule: FecRule
  line: number
  detail: string
}

export type Tell = (rule: FecRule, line: number, detail: string) => void

const MOST_OF_A_RULE = 100
const LONGEST_DETAIL = 200

/** Keeps the first hundred faults of each rule, so that a file wrong throughout fills no memory. */
export class FaultLog {
  readonly faults: FecFault[] = []
  readonly #told = new Map<FecRule, number>()

  readonly tell: Tell = (rule, line, detail) => {
    const told = (this.#told.get(rule) ?? 0) + 1
    this.#told.set(rule, told)
    if (told > MOST_OF_A_RULE) return
    this.faults.push({ rule, line, detail: detail.slice(0, LONGEST_DETAIL) })
  }
}
