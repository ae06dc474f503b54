import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isFounding } from '#people/founding'
import { prepared } from '#shared/prepared'
import { conflictOf } from '../procedure/conflict.js'
import { circumstances } from './circumstances.js'

/** Below so many moderators the board is on call too. */
export const ENOUGH_MODERATORS = 3

/** Under which mandate somebody acts; without one only whoever founds the network alone. */
export interface Acting {
  personId: number
  mandateId: number | null
  as: 'moderator' | 'board' | 'founder'
}

interface Held {
  mandateId: number
  personId: number
  board: boolean
}

const HOLDERS = {
  name: 'moderation.holders',
  text: `select m.id as "mandateId", m.person_id as "personId", m.role <> 'moderator' as board from mandates m
    where m.role in ('moderator', 'board', 'president') and m.starts_at <= $1 and m.ends_at > $1
      and not exists (select from mandate_endings e where e.mandate_id = m.id and e.ended_at <= $1)
    order by board, m.id`,
}

/** Everyone who holds a mandate with which one may moderate, moderators first, each person once. */
export async function mandateHolders(
  at: Date,
  transaction?: TransactionClientContract
): Promise<Acting[]> {
  const held = await prepared<Held>(HOLDERS, [at], transaction)
  const once = held.filter(
    ({ personId }, index) => held.findIndex((one) => one.personId === personId) === index
  )
  return once.map(({ mandateId, personId, board }) => ({
    ...{ mandateId, personId },
    as: board ? ('board' as const) : ('moderator' as const),
  }))
}

/**
 * Who may moderate in general: the moderators; with fewer than three of them the board as well; and
 * whoever founds the network.
 */
export async function onCall(at: Date, transaction?: TransactionClientContract): Promise<Acting[]> {
  const holders = await mandateHolders(at, transaction)
  const moderators = holders.filter((one) => one.as === 'moderator')
  return moderators.length < ENOUGH_MODERATORS ? holders : moderators
}

/**
 * Who may have a say in this case: those on call without a part in it, else the board. Some may be left
 * out, who had their say already.
 */
export async function freeForCase(
  caseId: number,
  at: Date,
  transaction?: TransactionClientContract,
  leftOut: readonly number[] = []
): Promise<Acting[]> {
  const { parties, ties } = await circumstances(caseId, transaction)
  const free = (people: Acting[]) =>
    people.filter(
      ({ personId }) => !leftOut.includes(personId) && conflictOf(personId, parties, ties) === null
    )
  const usual = free(await onCall(at, transaction))
  return usual.length > 0 ? usual : free(await mandateHolders(at, transaction))
}

/** Under which mandate this person may act in this case now; null when under none. */
export async function actingIn(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction?: TransactionClientContract
): Promise<Acting | null> {
  const free = await freeForCase(caseId, at, transaction)
  const own = free.find((one) => one.personId === personId)
  if (own) return own
  if (!(await isFounding(personId, transaction))) return null
  const { parties, ties } = await circumstances(caseId, transaction)
  if (conflictOf(personId, parties, ties) !== null) return null
  return { personId, mandateId: null, as: 'founder' }
}
