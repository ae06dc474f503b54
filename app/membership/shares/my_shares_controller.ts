import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { Member } from '../register/member.js'
import { capitalShown } from './capital_shown.js'
import { formsOf, movementsOf } from './share_lists.js'
import { waitingShares } from './share_withdrawal.js'
import { sharesSummary } from './shares_summary.js'
import { withdrawalsOf } from './withdrawal_lists.js'

/** One's own shares: how many, what was signed and paid, what was asked back; and the capital of all. */
export default class MySharesController {
  async handle(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const member = await Member.ofPerson(ctx.auth.getUserOrFail().id)
    const held = await sharesSummary(member?.id ?? null, locale)
    return page(ctx, 'membership/shares', {
      held,
      mayAsk: member !== null && held.shares > (await waitingShares(member.id)),
      forms: member ? await formsOf(member.id, locale) : [],
      movements: member ? await movementsOf(member.id, locale) : [],
      withdrawals: member ? await withdrawalsOf(member.id, locale) : [],
      capital: await capitalShown(clock.now(), locale),
    })
  }
}
