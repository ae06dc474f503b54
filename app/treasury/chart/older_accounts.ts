/** What an older chart said differently: accounts to add or to call otherwise, and those it had not. */
export interface OlderChart {
  before: number
  accounts: Readonly<Record<string, string>>
  absent: readonly string[]
}

/** Years before 2025: transfers of charges, disposals and exceptional items, gone with ANC 2022-06. */
const BEFORE_2025: Readonly<Record<string, string>> = {
  '467': 'Autres comptes débiteurs ou créditeurs',
  '468': 'Divers - Charges à payer et produits à recevoir',
  '651': 'Redevances pour concessions, brevets, licences, logiciels, droits',
  '6511': 'Redevances pour concessions, brevets, licences, logiciels',
  '658': 'Charges diverses de gestion courante',
  '671': 'Charges exceptionnelles sur opérations de gestion',
  '675': 'Valeurs comptables des éléments d’actif cédés',
  '758': 'Produits divers de gestion courante',
  '771': 'Produits exceptionnels sur opérations de gestion',
  '775': 'Produits des cessions d’éléments d’actif',
  '777': 'Quote-part des subventions d’investissement virée au résultat',
  '791': 'Transferts de charges d’exploitation',
}
const NOT_BEFORE_2025 = ['742', '747', '757', '6582']

export const OLDER_ASSOCIATION: readonly OlderChart[] = [
  {
    before: 2025,
    accounts: {
      ...BEFORE_2025,
      '6586': 'Cotisations (liées à la vie statutaire)',
      '7780': 'Manifestations diverses',
    },
    absent: [...NOT_BEFORE_2025, '652'],
  },
  // Règlement CRC 99-01, in force until the years opened in 2019: the two ends of 87 were swapped.
  {
    before: 2020,
    accounts: { '870': 'Bénévolat', '875': 'Dons en nature' },
    absent: [],
  },
]

export const OLDER_COMPANY: readonly OlderChart[] = [
  { before: 2025, accounts: BEFORE_2025, absent: [...NOT_BEFORE_2025, '657'] },
]
