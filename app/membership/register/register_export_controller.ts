import type { HttpContext } from '@adonisjs/core/http'
import { network } from '#organisation/network'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { Unfit } from '#shared/http/refusals'
import { dayLabel } from '#shared/date_label'
import { parisDay } from '#shared/paris'
import { filtersOf, labelled } from './members_controller.js'
import { accesses, noteAccess } from './register_access.js'
import {
  columnsOf,
  csvOf,
  odsOf,
  ODS_TYPE,
  registerTable,
  type RegisterColumn,
} from './register_file.js'
import { filtersForm } from './register_form.js'
import { registerOf } from './register_list.js'

const USUAL: RegisterColumn[] = ['number', 'name', 'college', 'admitted_on', 'standing']

/** Copies of the register: a file with the columns chosen, a sheet to sign; and who took which. */
export default class RegisterExportController {
  async csv(ctx: HttpContext) {
    const table = await this.#table(ctx, 'csv')
    return send(ctx, csvOf(table), 'text/csv; charset=utf-8', 'csv')
  }

  async ods(ctx: HttpContext) {
    const table = await this.#table(ctx, 'ods')
    return send(ctx, odsOf(table, ctx.i18n.t('membership.register.title')), ODS_TYPE, 'ods')
  }

  async attendance(ctx: HttpContext) {
    const at = clock.now()
    const entries = await registerOf({ standing: 'voters' }, at)
    const readerId = ctx.auth.getUserOrFail().id
    const columns = ['number', 'name', 'representative', 'college']
    const noted = { columns, filters: 'standing=voters', members: entries.length }
    await noteAccess({ readerId, form: 'attendance', ...noted }, at)
    return page(ctx, 'membership/attendance', {
      entries: entries
        .map((entry) => labelled(entry, ctx.i18n.locale))
        .sort((one, other) => one.name.localeCompare(other.name, ctx.i18n.locale)),
      today: dayLabel(at, ctx.i18n.locale),
    })
  }

  async accesses(ctx: HttpContext) {
    return page(ctx, 'membership/register_accesses', { rows: await accesses(ctx.i18n.locale) })
  }

  async #table(ctx: HttpContext, form: 'csv' | 'ods') {
    const asked = await readForm(ctx, filtersForm)
    if (!asked.ok) throw new Unfit()
    const { q, columns: chosen = [], standing, kind, college } = asked.value
    const filters = { standing, kind, college }
    const { legalForm } = await network(ctx.i18n.locale)
    const there = columnsOf(legalForm)
    const columns = (chosen.length > 0 ? chosen : USUAL).filter((one) => there.includes(one))
    const at = clock.now()
    const entries = await registerOf({ words: q ?? undefined, ...filters }, at)
    const readerId = ctx.auth.getUserOrFail().id
    const noted = { columns, filters: filtersOf(ctx).toString(), members: entries.length }
    await noteAccess({ readerId, form, ...noted }, at)
    return registerTable(entries, columns, (key) => ctx.i18n.t(`membership.register.${key}`))
  }
}

function send({ response }: HttpContext, file: Buffer, type: string, ending: string) {
  response.header('content-type', type)
  const name = `membres-${parisDay(clock.now())}.${ending}`
  response.header('content-disposition', `attachment; filename="${name}"`)
  response.header('cache-control', 'private, no-store')
  return response.send(file)
}
