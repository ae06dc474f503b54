import db from '@adonisjs/lucid/services/db'
import type { DraftEntry, Line } from '#treasury/ledger/entry'
import type { EntryNumber } from '#treasury/ledger/validate'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { aCampaign } from '#tests/support/gifts'

/** The year that `aYearOfBooks` fills; the one before it holds an entry or two. */
export const BOOKS_YEAR = 2025

const MEMBERS = 60
const LABELS = [
  'Hébergement du site, mars',
  'Affiches « Fête du marché » ; 200 exemplaires',
  'Vis "inox" n° 4',
  "=SOMME(A1:A9) n'est pas une formule",
  '-50 % sur les timbres',
  'Goûter 🥐 & café à l’œil',
  '(avoir) [2025-01-01] Æon: 3,50',
  '* Électricité # local / 2',
]

const day = (index: number) =>
  new Date(Date.UTC(BOOKS_YEAR, 0, 2 + (index % 360))).toISOString().slice(0, 10)
const member = (index: number) => `M${String(index).padStart(6, '0')}`

/** Dues asked and paid by card, with what the provider kept of them. */
function dues(index: number): DraftEntry[] {
  const whose = member(index)
  const cents = 1000 + ((index * 137) % 4000)
  const fee = 25 + Math.round(cents * 0.015)
  const asked = [debit('411', cents, whose), credit('7561', cents)]
  const paid = [debit('512200', cents - fee), debit('6278', fee), credit('411', cents, whose)]
  const label = `Cotisation, adhésion ${index}`
  return [
    entryOf(day(index * 5), asked, { journal: 'CO', pieceRef: `C-${index}`, label }),
    entryOf(day(index * 5 + 1), paid, { journal: 'PP', pieceRef: `CB-${index}`, label }),
  ]
}

/** A gift to a campaign, by someone known by the payment alone. */
function gift(index: number, campaignId: number): DraftEntry {
  const lines: Line[] = [
    debit('512100', 500 + index),
    { ...credit('75411', 500 + index), campaignId },
  ]
  return entryOf(day(index * 7), lines, { label: 'Don à la cagnotte', pieceRef: `D-${index}` })
}

function spending(index: number): DraftEntry[] {
  const cents = 101 + index * 33
  const label = LABELS[index % LABELS.length] ?? ''
  const whose = `P${String(index + 1).padStart(6, '0')}`
  return [
    entryOf(day(index * 3), [debit('6064', cents), credit('401', cents)], {
      ...{ journal: 'AC', pieceRef: `F ${index}, [copie]; n°${index}`, label },
    }),
    entryOf(day(index * 3 + 30), [debit('401', cents), credit('512100', cents)], { label }),
    entryOf(day(index * 3 + 2), [debit('467', 7, whose), credit('768', 7)], { label }),
  ]
}

/** Entries of a year in the order of their validation, which is not that of their days. */
async function entriesOfYear(at: Date): Promise<DraftEntry[]> {
  const { id: campaignId } = await aCampaign({}, at)
  const members = Array.from({ length: MEMBERS }, (_, index) => dues(index + 1))
  const gifts = Array.from({ length: 50 }, (_, index) => gift(index, campaignId))
  const spent = Array.from({ length: 40 }, (_, index) => spending(index))
  return [...members.flat(), ...gifts, ...spent.flat()]
}

/**
 * Some hundreds of entries of 2025: dues lettered with their payments, gifts to a campaign, spending
 * with difficult labels, an opening out of the year before. Gives the numbers of the year's entries.
 */
export async function aYearOfBooks(
  at: Date,
  { opening = true, more = [] }: { opening?: boolean; more?: DraftEntry[] } = {}
): Promise<EntryNumber[]> {
  const before = entryOf(`${BOOKS_YEAR - 1}-12-30`, [
    debit('512100', 123_456),
    credit('7561', 123_456),
  ])
  await inTheBooks([before], at)
  const numbers = await inTheBooks([...(await entriesOfYear(at)), ...more], at)
  if (opening) await inTheBooks([openingOf()], at)
  await letterDues(at)
  return numbers
}

function openingOf(): DraftEntry {
  const lines = [debit('512100', 123_456), credit('110', 123_456)]
  const said = { journal: 'AN', origin: 'opening', source: `opening:${BOOKS_YEAR}` } as const
  return entryOf(`${BOOKS_YEAR}-01-01`, lines, { ...said, label: 'À-nouveaux', pieceRef: 'AN' })
}

const LETTERED = `select auxiliary, array_agg(number order by number) as numbers,
    array_agg(position order by number) as positions
  from ledger_lines where year = ? and account = '411' group by auxiliary order by auxiliary`

async function letterDues(at: Date) {
  await db.transaction(async (transaction) => {
    const { rows } = await transaction.rawQuery(LETTERED, [BOOKS_YEAR])
    for (const [index, { auxiliary, numbers, positions }] of rows.entries()) {
      const code = `A${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`
      const [{ id }] = await transaction
        .table('ledger_letterings')
        .insert({ year: BOOKS_YEAR, account: '411', auxiliary, code, lettered_on: at })
        .returning('id')
      const lines = numbers.map((number: number, line: number) => ({
        ...{ lettering_id: id, year: BOOKS_YEAR, number, position: positions[line] },
      }))
      await transaction.insertQuery().table('ledger_lettered_lines').multiInsert(lines)
    }
  })
}

/** What the database says that each account holds, in cents: debits, credits, and their difference. */
export async function accountSums(year: number) {
  const { rows } = await db.rawQuery(
    `select account, sum(debit_cents)::bigint as debit, sum(credit_cents)::bigint as credit
      from ledger_lines where year = ? group by account order by account`,
    [year]
  )
  return new Map<string, { debitCents: number; creditCents: number }>(
    rows.map(({ account, debit: debitCents, credit: creditCents }: Record<string, number>) => [
      String(account),
      { debitCents: Number(debitCents), creditCents: Number(creditCents) },
    ])
  )
}

/** The same, as what each account holds at the end. */
export async function accountBalances(year: number): Promise<Map<string, number>> {
  const sums = await accountSums(year)
  return new Map([...sums].map(([code, sum]) => [code, sum.debitCents - sum.creditCents]))
}
