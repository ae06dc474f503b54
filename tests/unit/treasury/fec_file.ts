import { FEC_FIELDS, type FecRow } from '#treasury/fec/fields'

export type FecLines = FecRow[]

type Posting = [account: string, debit: string, credit: string, more?: Partial<FecRow>]

export const ACCOUNTS = new Map([
  ['120', 'Résultat de l’exercice - excédent'],
  ['411', 'Clients, adhérents, usagers'],
  ['512100', 'Banque'],
  ['512200', 'Stripe'],
  ['6135', 'Locations mobilières'],
  ['6278', 'Autres frais et commissions sur prestations de services'],
  ['7561', 'Cotisations sans contrepartie'],
])

const AWA = { CompAuxNum: 'M000001', CompAuxLib: 'M000001' }
const LETTERED = { EcritureLet: 'AA', DateLet: '20260112' }

function entry(
  [number, journal, day, valid]: [number, string, string, string],
  postings: Posting[]
): FecLines {
  return postings.map(([account, debit, credit, more]) => ({
    JournalCode: journal,
    JournalLib: { AN: 'À-nouveaux', ST: 'Stripe', BQ: 'Banque', OD: 'Divers' }[journal] ?? journal,
    EcritureNum: String(number),
    EcritureDate: day,
    CompteNum: account,
    CompteLib: ACCOUNTS.get(account) ?? account,
    CompAuxNum: '',
    CompAuxLib: '',
    PieceRef: `P-${number}`,
    PieceDate: day,
    EcritureLib: `Écriture n° ${number}`,
    Debit: debit,
    Credit: credit,
    EcritureLet: '',
    DateLet: '',
    ValidDate: valid,
    Montantdevise: '',
    Idevise: '',
    ...more,
  }))
}

/** A year of Émile's books that breaks no rule: the opening was validated after the first payment. */
export function goodLines(): FecLines {
  return [
    entry(
      [1, 'AN', '20260101', '20260220'],
      [
        ['512100', '100,00', '0,00'],
        ['120', '0,00', '100,00'],
      ]
    ),
    entry(
      [2, 'ST', '20260110', '20260112'],
      [
        ['512200', '20,00', '0,00'],
        ['6278', '0,58', '0,00'],
        ['411', '0,00', '20,00', { ...AWA, ...LETTERED }],
        ['512200', '0,00', '0,58'],
      ]
    ),
    entry(
      [3, 'OD', '20260110', '20260112'],
      [
        ['411', '20,00', '0,00', { ...AWA, ...LETTERED }],
        ['7561', '0,00', '20,00'],
      ]
    ),
    entry(
      [4, 'BQ', '20260131', '20260203'],
      [
        ['512100', '19,42', '0,00'],
        ['512200', '0,00', '19,42'],
      ]
    ),
    entry(
      [5, 'BQ', '20261231', '20270105'],
      [
        ['6135', '1234,56', '0,00', { Montantdevise: '1350,00', Idevise: 'USD' }],
        ['512100', '0,00', '1234,56'],
      ]
    ),
  ].flat()
}

/** The lines as a file: header first, CR LF after each. */
export function fecText(lines: readonly FecRow[], separator = '\t'): string {
  const rows = lines.map((row) => FEC_FIELDS.map((name) => row[name]))
  return [[...FEC_FIELDS], ...rows].map((fields) => `${fields.join(separator)}\r\n`).join('')
}
