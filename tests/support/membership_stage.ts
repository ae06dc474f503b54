import db from '@adonisjs/lucid/services/db'
import { DuesLink } from '#membership/dues/dues_link'
import { forgetNetwork } from '#organisation/network'
import { StandingOverride } from '#membership/dues/overrides'
import { Surplus } from '#membership/dues/surplus'
import { Member } from '#membership/register/member'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { asksBack, holds } from './shares.js'
import { anOrder, DuesPayment, memberOf } from './dues.js'

/**
 * Someone who belongs to a cooperative: dues paid, paid once more by mistake, shares of which some
 * are asked back, a letter's link, a claim under way.
 */
export async function aMembership(person: Person) {
  const at = clock.now()
  await db.from('organisation').update({ legal_form: 'cooperative' })
  forgetNetwork()
  const member = await memberOf(person, at)
  const surplus = (await Surplus.findBy('memberId', member.id)) ?? (await paidTwice(member, at))
  const facts = { kind: 'person' as const, name: 'Gwenola', email: 'gwenola@example.org' }
  const entry = await Member.enter(facts, at)
  const exempt = await StandingOverride.record(
    {
      ...{ memberId: entry.id, kind: 'exempt', reason: 'Fait le ménage', recordedById: person.id },
      ...{ fromOn: '2026-01-01', untilOn: null },
    },
    at
  )
  const { subscription } = await holds(person, 3)
  const asked = await asksBack(person, 1)
  return db.transaction(async (transaction) => ({
    member: await Member.findOrFail(member.id, { client: transaction }),
    entry,
    overrideId: exempt.id,
    shareFormId: subscription.id,
    shareWithdrawalId: asked.id,
    orderId: surplus.orderId,
    surplusId: surplus.id,
    renewToken: await DuesLink.toRenew(member.id, at, transaction),
    claimToken: await DuesLink.toClaim(
      { personId: person.id, email: 'gwenola@example.org', memberId: entry.id },
      at,
      transaction
    ),
  }))
}

async function paidTwice(member: Member, at: Date): Promise<Surplus> {
  const { intent } = await anOrder(member, at)
  await (await DuesPayment.of(intent, at)).paid()
  await (await DuesPayment.of(intent, at)).surplus()
  return Surplus.findByOrFail('memberId', member.id)
}
