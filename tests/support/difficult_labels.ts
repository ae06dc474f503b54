import fc from 'fast-check'
import { credit, debit, entryOf } from '#tests/support/books'
import { BOOKS_YEAR } from '#tests/support/year_of_books'

/** Labels as the books take them: accents, quotes, signs that formats know, emoji. */
export const difficultLabels = fc.sample(
  fc
    .string({
      unit: fc.constantFrom(...'aéŒ 🥐;"\'=+-@,:()[]{}*!#&<>%~^`$/0'),
      minLength: 1,
      maxLength: 30,
    })
    .filter((text) => text.trim() !== ''),
  80
)

/** An entry of a cent for each of them, its document's reference being as difficult. */
export const difficultEntries = difficultLabels.map((label, index) =>
  entryOf(`${BOOKS_YEAR}-05-05`, [debit('6064', 1), credit('512100', 1)], {
    label,
    pieceRef: difficultLabels.at(-1 - index) ?? 'P',
  })
)
