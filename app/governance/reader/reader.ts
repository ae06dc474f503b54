import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import type { Voice } from '#membership/voice'
import { isFounding } from '#people/founding'
import type { Viewer } from '#people/viewer'
import { prepared } from '#shared/prepared'

/** What a signed-in person is where the members decide. */
export interface Reader {
  personId: number
  /** Their admitted entry of the register; null without one. */
  memberId: number | null
  /** Whether they have a voice now, and why; null without an admitted entry. */
  voice: Voice | null
  /** In good standing, or founder while there is no charter: may propose, remark, stand. */
  belongs: boolean
  founding: boolean
  /** Whether a mandate, or founding, lets them convene without waiting for supporters. */
  convenes: boolean
}

const ENTRY = {
  name: 'governance.reader_entry',
  text: 'select id from members where person_id = $1 and number is not null',
}

/** What this person is in the votes at an instant; null for a visitor. */
export async function readerOf(
  viewer: Viewer | null,
  at: Date,
  transaction: TransactionClientContract
): Promise<Reader | null> {
  if (!viewer) return null
  const { id: personId } = viewer
  const [entry] = await prepared<{ id: number }>(ENTRY, [personId], transaction)
  const [voter] = entry ? await possibleVoters(at, transaction, entry.id) : []
  const founding = await isFounding(personId, transaction)
  const voice = voter?.voice ?? null
  return {
    personId,
    memberId: voter?.memberId ?? null,
    voice,
    belongs: founding || (voice !== null && isInGoodOrder(voice)),
    founding,
    convenes: founding || viewer.may('assembly.convene'),
  }
}

/** In good standing, though perhaps too recent to vote. */
const isInGoodOrder = ({ votes, reason }: Voice) => votes || reason.key === 'too_recent'
