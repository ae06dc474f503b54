import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DuesOrder } from '#membership/dues/dues_order'
import { CHARTER_PLAN } from '#membership/dues/plans'
import { Member } from '#membership/register/member'
import type { Person } from '#people/person'

const DAY = 86_400_000

/** How long people read the draft before they sign it; who came lately has not yet. */
const THINKS = 3 * DAY
const LATELY = 14 * DAY

const FREE = {
  cents: 0,
  solidarity: false,
  beyond: 'dues',
  recurring: false,
  instalments: 1,
} as const

/** The members of a collective: most of its people have signed the charter. */
export async function signCharter(
  people: Person[],
  now: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const settled = people.filter(({ joinedAt }) => now.getTime() - joinedAt.getTime() > LATELY)
  for (const person of settled) {
    const at = new Date(person.joinedAt.getTime() + THINKS)
    const { id } = await Member.forPerson(person, at, transaction)
    const { id: personId, name, email, locale } = person
    const payer = { personId, name, email, locale }
    const choice = { plan: CHARTER_PLAN, ...FREE }
    const ordered = { payer, memberIds: [id], choice, returnPath: '/membership' }
    const placed = await DuesOrder.place(ordered, at, transaction)
    if (!placed.ok) throw new Error(`${name} may not sign the charter: ${placed.refusal}`)
  }
}
