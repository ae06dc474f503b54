import db from '@adonisjs/lucid/services/db'
import { sendReport, type NewReport } from '#moderation/cases/send_report'
import { claimCase } from '#moderation/cases/claim'
import { decide, type NewDecision, type Taken } from '#moderation/deciding/decide'
import type { Post } from '#feed/post'

/** A report that was taken in. */
export async function reported(
  post: Post | { address: string },
  at: Date,
  facts: Partial<NewReport> = {}
) {
  const address = 'address' in post ? post.address : `/posts/${post.id}`
  const result = await db.transaction((transaction) =>
    sendReport(
      {
        ...{ address, breach: 'harassment', explanation: 'Elle menace ma voisine.', locale: 'fr' },
        reporter: { name: 'Léa', email: 'lea@example.org' },
        ...facts,
      },
      at,
      transaction
    )
  )
  if (!result.ok) throw new Error(`The report is refused: ${result.refusal}`)
  return result.value
}

/** The case in the hands of this person. */
export async function claimedBy(person: { id: number }, caseId: number, at: Date) {
  const result = await db.transaction((transaction) =>
    claimCase({ caseId, personId: person.id }, at, transaction)
  )
  if (!result.ok) throw new Error(`The claim is refused: ${result.refusal}`)
  return result.value
}

const WORDS = {
  breach: 'harassment',
  ground: { kind: 'charter', clause: 'Charte, article 3 : ni menace ni insulte' },
  facts: 'Le texte menace une personne de représailles.',
  why: 'Menacer quelqu’un rompt la charte.',
} as const

/** A decision taken by who holds the case. */
export async function decided(
  person: { id: number },
  caseId: number,
  measure: Pick<NewDecision, 'act' | 'days'> & Partial<NewDecision>,
  at: Date
): Promise<Taken> {
  const result = await db.transaction((transaction) =>
    decide({ ...WORDS, caseId, personId: person.id, ...measure }, at, transaction)
  )
  if (!result.ok) throw new Error(`The decision is refused: ${result.refusal}`)
  return result.value
}
