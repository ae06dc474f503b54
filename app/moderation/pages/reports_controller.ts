import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { BREACHES, isBreach, type Breach } from '../cases/breaches.js'
import { sendReport, type NewReport } from '../cases/send_report.js'
import { someoneOnDuty } from '../on_duty.js'
import { reportForm } from './report_form.js'

const REPORTS = { tries: 20, seconds: 3600 }

/** What anyone, with an account or not, tells those who moderate. */
export default class ReportsController {
  async create(ctx: HttpContext) {
    return this.#form(ctx, {}, 200)
  }

  async store(ctx: HttpContext) {
    const { request, response, viewer } = ctx
    await throttle('report', [viewer ? `person:${viewer.id}` : request.ip()], REPORTS)
    const read = await this.#read(ctx)
    if ('errors' in read) return this.#form(ctx, read.errors, 422)
    const result = await db.transaction((transaction) =>
      sendReport(read.report, clock.now(), transaction)
    )
    if (!result.ok) {
      const field = result.refusal === 'already' ? 'form' : 'address'
      const error = ctx.i18n.t(`moderation.report.refusals.${result.refusal}`)
      return this.#form(ctx, { [field]: error }, result.refusal === 'already' ? 409 : 422)
    }
    leaveNotice(ctx, 'report_sent')
    return response.redirect().status(303).toPath(`/moderation/reports/${result.value.token}`)
  }

  async #read(ctx: HttpContext): Promise<{ report: NewReport } | { errors: FieldErrors }> {
    const { viewer, i18n, request } = ctx
    const form = await readForm(ctx, reportForm)
    const errors: FieldErrors = form.ok ? {} : { ...form.refusal }
    const said = (field: string) => String(request.input(field) ?? '').trim()
    const need = (field: string) => (errors[field] ??= i18n.t(`moderation.report.needs.${field}`))
    const typed = said('breach')
    const breach = isBreach(typed) ? typed : null
    if (!breach) need('breach')
    const unsigned = breach === 'child_abuse'
    if (said('explanation') === '' && !unsigned && breach !== 'image_rights') need('explanation')
    if (!viewer && !unsigned && said('name') === '') need('name')
    if (!viewer && !unsigned && said('email') === '') need('email')
    if (said('good_faith') !== '1') need('good_faith')
    if (!form.ok || !breach || Object.keys(errors).length > 0) return { errors }
    const { address, explanation = '', name, email } = form.value
    const outside = name && email ? { name, email } : null
    const reporter = viewer ? { personId: viewer.id } : outside
    const locale = i18n.locale === 'en' ? 'en' : 'fr'
    return { report: { address, breach, explanation, reporter, locale } }
  }

  async #form(ctx: HttpContext, errors: FieldErrors, status: number) {
    const { request, i18n, viewer } = ctx
    const text = (name: string) => String(request.input(name) ?? '')
    const option = (breach: Breach) => ({
      value: breach,
      label: i18n.t(`moderation.breaches.${breach}.label`),
      hint: i18n.t(`moderation.breaches.${breach}.hint`),
    })
    const state = {
      errors,
      breaches: BREACHES.map(option),
      values: {
        ...{ address: text('address'), breach: text('breach'), explanation: text('explanation') },
        ...{ name: text('name'), email: text('email'), good_faith: text('good_faith') === '1' },
      },
      signed: viewer !== null,
      given: request.method() === 'GET' && text('address') !== '',
      nobody: !(await someoneOnDuty(clock.now())),
    }
    return page(ctx, 'moderation/report', state, status)
  }
}
