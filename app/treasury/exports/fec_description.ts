import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { keepsCompanyBooks } from '../chart/chart.js'
import { FEC_FIELDS, type FecField } from '../fec/fields.js'
import { euros } from './euros.js'
import type { ExportedYear } from './exported_year.js'
import type { FecSeparator } from './fec.js'
import { fecName } from './fec_name.js'

const FIELD_MEANINGS: Record<FecField, string> = {
  JournalCode: 'code du journal',
  JournalLib: 'libellé du journal',
  EcritureNum: 'numéro de l’écriture, suite continue sur tout l’exercice, tous journaux confondus',
  EcritureDate: 'date de comptabilisation (AAAAMMJJ)',
  CompteNum: 'numéro de compte',
  CompteLib: 'libellé du compte',
  CompAuxNum: 'numéro de compte auxiliaire : M, adhésion ; P, paiement ; vide sans auxiliaire',
  CompAuxLib: 'libellé du compte auxiliaire, sans nom de personne ; vide sans auxiliaire',
  PieceRef: 'référence de la pièce justificative',
  PieceDate: 'date de la pièce justificative (AAAAMMJJ)',
  EcritureLib: 'libellé de l’écriture',
  Debit: 'montant au débit, en euros, virgule décimale',
  Credit: 'montant au crédit, en euros, virgule décimale',
  EcritureLet: 'lettrage ; vide pour une ligne non lettrée',
  DateLet: 'date de lettrage (AAAAMMJJ) ; vide pour une ligne non lettrée',
  ValidDate: 'date de validation de l’écriture (AAAAMMJJ)',
  Montantdevise: 'sans objet : toujours vide',
  Idevise: 'sans objet : toujours vide',
}

const JOURNALS = {
  name: 'treasury.export_journals',
  text: `select j.code, j.label, count(e.number)::integer as entries
    from ledger_journals j join ledger_entries e on e.journal = j.code and e.year = $1
   group by j.code, j.label, j.position order by j.position`,
}

/** What goes with a file of entries: its fields, its codes, its characters, and what it leaves out. */
export async function* fecDescription(
  year: ExportedYear,
  books: TransactionClientContract,
  separator: FecSeparator = '\t'
): AsyncGenerator<string, void, void> {
  const journals = await prepared<{ code: string; label: string; entries: number }>(
    JOURNALS,
    [year.year],
    books
  )
  const between = separator === '\t' ? 'tabulation' : 'barre verticale'
  const lines = [
    `Description du fichier ${fecName(year)}.txt`,
    '',
    `Organisation : ${year.organisation}`,
    `SIREN : ${year.siren ?? 'aucun'}${year.rna ? ` ; RNA : ${year.rna}` : ''}`,
    `Exercice : du ${frenchDay(year.startsOn)} au ${frenchDay(year.endsOn)}`,
    ...remarks(year),
    '',
    `Jeu de caractères : UTF-8, sans marque d’ordre`,
    `Séparateur de zones : ${between} ; séparateur d’enregistrements : CR LF`,
    'Première ligne : noms des zones ; aucune ligne vide',
    'Ordre : à-nouveaux, puis écritures par date de validation, dans l’ordre de leurs numéros',
    'Plan de comptes : ' +
      (keepsCompanyBooks(year.form)
        ? 'ANC 2014-03 (plan comptable général)'
        : 'ANC 2018-06 (personnes morales de droit privé à but non lucratif)'),
    `Écritures : ${year.entries} ; lignes : ${year.lines}`,
    `Total des débits : ${euros(year.debitCents, ',')} ; total des crédits : ${euros(year.creditCents, ',')}`,
    '',
    'Zones :',
    ...FEC_FIELDS.map((field, index) => `${index + 1}. ${field} : ${FIELD_MEANINGS[field]}`),
    '',
    'Journaux :',
    ...journals.map(({ code, label, entries }) => `${code} : ${label} (${entries} écritures)`),
  ]
  yield `${lines.map((line) => line.replaceAll(/ (?=[:;])/g, '\u00a0')).join('\r\n')}\r\n`
}

function remarks({ siren, closed, opening }: ExportedYear): string[] {
  return [
    closed ? 'Exercice clos.' : 'Export intermédiaire : l’exercice n’est pas clos.',
    'Aucune écriture ne solde les comptes de charges et de produits ; le résultat est repris aux à-nouveaux de l’exercice suivant.',
    ...(opening === 'awaited'
      ? [
          'Les à-nouveaux ne sont pas encore validés : le numéro 1, qui leur est réservé, est absent de ce fichier.',
        ]
      : []),
    ...(siren ? [] : ['Fichier non officiel : l’organisation n’a pas indiqué de numéro SIREN.']),
  ]
}

const frenchDay = (day: string) => day.split('-').reverse().join('/')
