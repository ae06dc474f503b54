import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type { Viewer } from '#people/viewer'
import { network } from '#organisation/network'
import { isFounding } from '#people/founding'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { historyOf } from '../pages/membership_history.js'
import { collegeNamed, colleges } from './colleges.js'
import { Member } from './member.js'
import { noteAccess } from './register_access.js'
import { columnsOf } from './register_file.js'
import { entryForm, filtersForm } from './register_form.js'
import { registerEntry, registerOf, type RegisterEntry } from './register_list.js'
import { overridesShown } from './overrides_shown.js'
import { movementsOf } from '../shares/share_lists.js'
import { STANDINGS } from '../dues/standing.js'

const SHOWN = 50

/** The register of members: read by who holds it, written by its secretary; each look is noted. */
export default class MembersController {
  async index(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const form = await readForm(ctx, filtersForm)
    const asked = form.ok ? form.value : {}
    const { q, page: number = 1, columns, ...others } = asked
    const at = clock.now()
    const found = await registerOf({ words: q ?? undefined, ...others }, at)
    const shown = found.slice((number - 1) * SHOWN, number * SHOWN)
    const filters = filtersOf(ctx)
    const viewer = ctx.auth.getUserOrFail()
    const { legalForm } = await network(locale)
    const shares = legalForm === 'cooperative' ? ['shares'] : []
    await noteAccess(
      {
        readerId: viewer.id,
        form: 'page',
        columns: ['number', 'name', 'college', ...shares, 'admitted_on', 'standing'],
        filters: filters.toString(),
        members: shown.length,
      },
      at
    )
    const to = (other: number) =>
      `/members?${new URLSearchParams([...filters, ['page', String(other)]])}`
    return page(ctx, 'membership/register', {
      entries: shown.map((entry) => labelled(entry, locale)),
      count: found.length,
      typed: ctx.request.only(['q', 'standing', 'kind', 'college']),
      standings: ['voters', ...STANDINGS],
      colleges: await colleges(),
      columns: columnsOf(legalForm),
      withShares: legalForm === 'cooperative',
      newer: number > 1 ? to(number - 1) : null,
      older: found.length > number * SHOWN ? to(number + 1) : null,
      mayKeep: await mayKeep(viewer),
      filters: [...filters].map(([name, value]) => ({ name, value })),
    })
  }

  async create(ctx: HttpContext) {
    return this.#form(ctx)
  }

  async store(ctx: HttpContext) {
    const form = await readForm(ctx, entryForm)
    if (!form.ok) return this.#form(ctx, form.refusal)
    const { kind, name, email, representative, college } = form.value
    const at = clock.now()
    const member = await db.transaction(async (transaction) =>
      Member.enter(
        {
          kind,
          name,
          email: email ?? null,
          representative: kind === 'organisation' ? (representative ?? '') : '',
          collegeId: college ? await collegeNamed(college, at, transaction) : null,
          entererId: ctx.auth.getUserOrFail().id,
        },
        at,
        transaction
      )
    )
    leaveNotice(ctx, 'member_entered')
    return ctx.response.redirect().status(303).toPath(`/members/${member.id}`)
  }

  async show(ctx: HttpContext) {
    return memberPage(ctx)
  }

  #form(ctx: HttpContext, errors: FieldErrors = {}) {
    const typed = ctx.request.only(['kind', 'name', 'email', 'representative', 'college'])
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return page(
      ctx,
      'membership/new_member',
      { typed: { ...typed, kind: typed.kind ?? 'person' }, errors },
      status
    )
  }
}

/** One entry with its history and what is recorded of it; keeps what was typed of a refused form. */
export async function memberPage(ctx: HttpContext, errors: FieldErrors = {}) {
  const { locale } = ctx.i18n
  const at = clock.now()
  const entry = await registerEntry(Number(ctx.params.id), at)
  if (!entry) throw new NotFound()
  const viewer = ctx.auth.getUserOrFail()
  const { legalForm } = await network(locale)
  const withShares = legalForm === 'cooperative'
  const columns = [
    'number',
    'name',
    'email',
    'periods',
    'overrides',
    ...(withShares ? ['shares'] : []),
  ]
  const filters = `id=${entry.id}`
  await noteAccess({ readerId: viewer.id, form: 'page', columns, filters, members: 1 }, at)
  return page(
    ctx,
    'membership/member',
    {
      entry: labelled(entry, locale),
      history: await historyOf(entry.id, locale),
      movements: withShares ? await movementsOf(entry.id, locale) : null,
      overrides: await overridesShown(entry.id, at, locale),
      mayKeep: await mayKeep(viewer),
      typed: ctx.request.only(['kind', 'reason', 'from', 'until']),
      errors,
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}

/** What is asked of the list, without the page: for links and for the note of who looked. */
export function filtersOf({ request }: HttpContext): URLSearchParams {
  const asked = request.only(['q', 'standing', 'kind', 'college'])
  return new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]): Array<[string, string]> =>
      typeof value === 'string' && value !== '' ? [[name, value]] : []
    )
  )
}

export function labelled(entry: RegisterEntry, locale: string) {
  return {
    ...entry,
    admitted: entry.admittedOn && dayOfParis(entry.admittedOn, locale),
    entered: dayOfParis(entry.enteredOn, locale),
    untilLabel: entry.until && dayOfParis(entry.until, locale),
  }
}

async function mayKeep(viewer: Viewer): Promise<boolean> {
  return viewer.may('members.keep') || (await isFounding(viewer.id))
}
