import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { parisDay } from '#shared/paris'
import { StandingOverride } from '../dues/overrides.js'
import { Member } from './member.js'
import { memberPage } from './members_controller.js'
import { overrideForm } from './register_form.js'

/** What the secretary records: a resignation received, an exemption, an exclusion voted, a death. */
export default class OverridesController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx, overrideForm)
    if (!form.ok) return memberPage(ctx, form.refusal)
    const { kind, reason, from, until } = form.value
    if (until && until < from) {
      return memberPage(ctx, { until: ctx.i18n.t('membership.register.until_before') })
    }
    const member = await Member.find(Number(ctx.params.id))
    if (!member) throw new NotFound()
    const at = clock.now()
    const recordedById = ctx.auth.getUserOrFail().id
    await db.transaction(async (transaction) => {
      const facts = { memberId: member.id, kind, reason, fromOn: from, untilOn: until ?? null }
      await StandingOverride.record({ ...facts, recordedById }, at, transaction)
      if (kind === 'exempt') await member.admit(from, transaction)
    })
    leaveNotice(ctx, 'override_recorded')
    return ctx.response.redirect().status(303).toPath(`/members/${member.id}`)
  }

  async destroy(ctx: HttpContext) {
    const one = await StandingOverride.query()
      .where({ id: Number(ctx.params.overrideId), memberId: Number(ctx.params.id) })
      .first()
    if (!one) throw new NotFound()
    const at = clock.now()
    await one.end(parisDay(at), ctx.auth.getUserOrFail().id, at)
    leaveNotice(ctx, 'override_ended')
    return ctx.response.redirect().status(303).toPath(`/members/${ctx.params.id}`)
  }
}
