import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { arrivals, branch, lineOf } from './invitation_tree.js'
import { Person } from './person.js'

/** Who invited whom, by branches or by arrival: for signed-in accounts only. */
export default class InvitationTreeController {
  async handle(ctx: HttpContext) {
    const { request } = ctx
    const before = numberOf(request.qs().before)
    if (request.qs().view === 'arrivals') return this.#arrivals(ctx, before)
    const handle: unknown = request.qs().of
    const person =
      typeof handle === 'string' ? await Person.findBy('handle', handle.toLowerCase()) : null
    if (handle !== undefined && !person) throw new NotFound()
    const boughs = await branch(person?.id ?? null, before)
    const line = person ? await lineOf(person.id) : []
    const start = person ? `/invitations/tree?of=${person.handle}&` : '/invitations/tree?'
    return page(ctx, 'people/invitation_tree', {
      view: 'branches',
      person,
      line,
      boughs: boughs.rows,
      older: boughs.before === null ? null : `${start}before=${boughs.before}`,
    })
  }

  async #arrivals(ctx: HttpContext, before: number | undefined) {
    const { rows, before: next } = await arrivals(before)
    return page(ctx, 'people/invitation_tree', {
      view: 'arrivals',
      arrivals: rows.map((row) => ({ ...row, joined: dayLabel(row.joinedAt, ctx.i18n.locale) })),
      older: next === null ? null : `/invitations/tree?view=arrivals&before=${next}`,
    })
  }
}

function numberOf(text: unknown): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
