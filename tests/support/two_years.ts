import type { DraftEntry } from '#treasury/ledger/entry'
import { seededRandom } from '#shared/random'
import { credit, debit, entryOf } from './books.js'

const BILLS: Array<[string, string, number]> = [
  ['6135', 'Nuage de l’Ouest', 2400],
  ['626', 'Téléphone du Marais', 1299],
  ['616', 'Mutuelle des associations', 11_800],
  ['6064', 'Papeterie du Donjon', 1875],
  ['6511', 'La Lettre postée', 960],
]

/** A day of a year, from 0 to 364. */
const dayOf = (year: number, after: number) =>
  new Date(Date.UTC(year, 0, 1 + (after % 365), 12)).toISOString().slice(0, 10)

/**
 * Two full years of a small network's books, about three thousand entries: dues by card with their
 * fees and what they cover, gifts, weekly payouts, bills received and then paid, some paid back.
 */
export function twoYears(first: number): DraftEntry[] {
  const random = seededRandom('two years of books')
  const upTo = (most: number) => random.bytes(4).readUInt32BE() % most
  const entries: DraftEntry[] = []
  for (const year of [first, first + 1]) {
    let owed = 0
    for (let n = 0; n < 365; n += 1) {
      const day = dayOf(year, n)
      const member = `M${String(1 + upTo(300)).padStart(6, '0')}`
      const cents = 500 + upTo(6000)
      const fee = 25 + Math.round(cents * 0.015)
      const journal = {
        journal: 'PP' as const,
        pieceRef: `CB-${year}-${n}`,
        label: `Reçu par carte, ${member}`,
      }
      const gift = upTo(3) === 0 ? upTo(2000) + 1 : 0
      entries.push(
        entryOf(
          day,
          [
            debit('512200', cents + gift),
            debit('6278', fee),
            credit('411', cents, member),
            ...(gift > 0 ? [credit('75411', gift)] : []),
            credit('512200', fee),
          ],
          journal
        ),
        entryOf(day, [debit('411', cents, member), credit('7561', cents)], {
          journal: 'CO',
          pieceRef: journal.pieceRef,
          label: `Cotisation de ${member}`,
        })
      )
      owed += cents + gift - fee
      if (upTo(25) === 0) {
        entries.push(
          entryOf(day, [debit('7561', cents), credit('411', cents, member)], { journal: 'CO' }),
          entryOf(day, [debit('411', cents, member), credit('512200', cents)], { journal: 'PP' })
        )
        owed -= cents
      }
      if (n % 7 === 6 && owed > 0) {
        entries.push(
          entryOf(day, [debit('512100', owed), credit('512200', owed)], {
            pieceRef: `VIR-${year}-${n}`,
          })
        )
        owed = 0
      }
      const [account, supplier, price] = BILLS[n % BILLS.length] ?? ['626', '', 100]
      const bill = {
        journal: 'AC' as const,
        pieceRef: `F-${year}-${n}`,
        label: `Facture ${supplier}`,
      }
      entries.push(
        entryOf(day, [debit(account, price), credit('401', price, `F${n % BILLS.length}`)], bill),
        entryOf(
          dayOf(year, Math.min(364, n + 9)),
          [debit('401', price, `F${n % BILLS.length}`), credit('512100', price)],
          { pieceRef: bill.pieceRef }
        )
      )
    }
  }
  return entries.sort((one, other) =>
    one.entryOn < other.entryOn ? -1 : one.entryOn > other.entryOn ? 1 : 0
  )
}
