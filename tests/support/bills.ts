import { createHash, randomUUID } from 'node:crypto'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import type { SpendingCategory } from '#treasury/chart/spending'
import type { EntryNumber } from '#treasury/ledger/validate'
import { keepEntry } from '#treasury/writing/keep_entry'
import { putInBooks } from '#treasury/writing/put_in_books'
import { simpleEntry, type Spent } from '#treasury/writing/simple_entry'

/** The smallest PDF that a reader would open. */
export const A_PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n'
)

/** Facts of a bill for hosting, paid today by card, unless said otherwise. */
export function aBill(other: Partial<Spent> = {}): Spent {
  const purpose: SpendingCategory = 'hosting'
  return {
    kind: 'spent',
    ...{ purpose, means: 'card', party: 'Deux Sèvres Hébergement', piece: 'F-12' },
    campaignId: null,
    cents: 2400,
    on: parisDay(clock.now()),
    ...other,
  }
}

/** A bill written down as a draft, with its document; gives the draft's id. */
export async function aDraftBill(
  person: { id: number },
  facts: Partial<Spent> = {}
): Promise<number> {
  const paper = { name: 'facture.pdf', mediaType: 'application/pdf', content: A_PDF }
  const form = { formKey: randomUUID(), paper, personId: person.id }
  const kept = await keepEntry(simpleEntry(aBill(facts), 'association'), form, clock.now())
  if (!kept.ok) throw new Error(`The bill was refused: ${kept.refusal}`)
  return kept.value
}

/** A bill in the books, and another that is still a draft. */
export async function aBookedBill(person: {
  id: number
}): Promise<EntryNumber & { draftId: number; sha256: string }> {
  const put = await putInBooks(await aDraftBill(person), 1, person.id, clock.now())
  if (!put.ok) throw new Error(`The bill did not go in the books: ${put.refusal}`)
  const sha256 = createHash('sha256').update(A_PDF).digest('hex')
  return { ...put.value, draftId: await aDraftBill(person), sha256 }
}
