const LONGEST_LABEL = 200
/** Controls (TAB, CR, LF among them), FEC separators, and every space that is not the plain one. */
const UNCLEAN = /[\p{Cc}\p{Z}\u{FEFF}|\\]+/gu
const FORMULA = /^[\s\u{FEFF}]*[=+\-@]/u

/**
 * A label as the books keep it: one line of at most 200 characters, with plain single spaces and
 * nothing that separates the fields of an export.
 */
export function cleanLabel(text: string): string {
  const clean = text.toWellFormed().replace(UNCLEAN, ' ').trim()
  // Whole characters: half of an emoji would be no character at all.
  return [...clean].slice(0, LONGEST_LABEL).join('').trim()
}

/** A text as a cell that no spreadsheet takes for a formula, even behind spaces. */
export function neutralCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}
