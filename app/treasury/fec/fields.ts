/** The eighteen fields of a FEC, spelled as the LPF spells them (art. A47 A-1). */
export const FEC_FIELDS = [
  ...(['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum'] as const),
  ...(['CompteLib', 'CompAuxNum', 'CompAuxLib', 'PieceRef', 'PieceDate', 'EcritureLib'] as const),
  ...(['Debit', 'Credit', 'EcritureLet', 'DateLet', 'ValidDate'] as const),
  ...(['Montantdevise', 'Idevise'] as const),
] as const

export type FecField = (typeof FEC_FIELDS)[number]
export type FecRow = Readonly<Record<FecField, string>>

/** A line's fields by name; only for lines that have eighteen of them. */
export function rowOf(fields: readonly string[]): FecRow {
  return Object.fromEntries(
    FEC_FIELDS.map((name, index) => [name, fields[index] ?? ''])
  ) as unknown as FecRow
}
