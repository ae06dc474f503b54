import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { isLocale } from '#shared/http/locale'
import { NotFound } from '#shared/http/refusals'
import { Member } from '../register/member.js'
import { DuesLink } from './dues_link.js'
import type { Payer } from './dues_order.js'

/** Who pays, for which entry of the register, and where the pages of paying are for them. */
export interface PayerFor {
  payer: Payer
  /** Null for someone with an account who is not in the register yet. */
  member: Member | null
  /** Others of the same household. */
  household: Member[]
  base: string
  returnPath: string
}

/** Whoever is signed in, or whoever holds a letter's link: then without an account. */
export async function payerFor(ctx: HttpContext): Promise<PayerFor> {
  const locale = isLocale(ctx.i18n.locale) ? ctx.i18n.locale : 'fr'
  const token: unknown = ctx.params.token
  if (typeof token === 'string') {
    const member = await DuesLink.memberToRenew(token, clock.now())
    if (!member) throw new NotFound()
    const { personId, name, email } = member
    const base = `/membership/renew/${token}`
    const payer = { personId, name, email, locale }
    return { payer, member, household: await householdOf(member), base, returnPath: '/' }
  }
  const { id } = ctx.auth.getUserOrFail()
  const person = await Person.findOrFail(id)
  const member = await Member.ofPerson(id)
  return {
    payer: { personId: id, name: person.name, email: person.email, locale },
    member,
    household: await householdOf(member),
    base: '/membership/join',
    returnPath: '/membership',
  }
}

/** The entries that the order is for: one's own, those ticked of the household, one more by name. */
export async function memberIdsFor(
  { payer, member, household }: PayerFor,
  chosen: { with?: number[] | undefined; also?: string | null | undefined },
  at: Date
): Promise<number[]> {
  return db.transaction(async (transaction) => {
    const own = member ?? (await ownEntry(payer, at, transaction))
    const others = household.filter(({ id }) => chosen.with?.includes(id)).map(({ id }) => id)
    if (!chosen.also) return [own.id, ...others]
    const known = household.find(({ name }) => name === chosen.also)
    if (known) return [...new Set([own.id, ...others, known.id])]
    const householdId = await own.household(at, transaction)
    const facts = { kind: 'person' as const, name: chosen.also, householdId }
    const added = await Member.enter({ ...facts, entererId: payer.personId }, at, transaction)
    return [own.id, ...others, added.id]
  })
}

async function ownEntry(
  payer: Payer,
  at: Date,
  transaction: Parameters<typeof Member.forPerson>[2]
): Promise<Member> {
  const person = await Person.findOrFail(payer.personId, { client: transaction })
  return Member.forPerson(person, at, transaction)
}

async function householdOf(member: Member | null): Promise<Member[]> {
  if (!member?.householdId) return []
  return Member.query()
    .where('householdId', member.householdId)
    .whereNot('id', member.id)
    .orderBy('id')
    .limit(10)
}
