import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { isLocale } from '#shared/http/locale'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { network } from '#organisation/network'
import { LEGAL_FORMS } from '#organisation/organisation_form'
import { handleRefusal } from '#people/handles'
import { Person } from '#people/person'
import { foundNetwork } from './found_network.js'
import { setupForm } from './setup_form.js'
import { isSetupToken } from './setup_token.js'

const TYPED = ['network_name', 'network_place', 'legal_form', 'name', 'handle', 'email', 'age']

/** First run: whoever proves to be the host founds the network. Afterwards this page is not there. */
export default class SetupController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, {}, 200)
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    await this.#unfounded(ctx)
    await throttle('setup', [request.ip()], { tries: 30, seconds: 3600 })
    if (!isSetupToken(request.input('token'))) {
      return this.#page(ctx, { token: i18n.t('network.setup.wrong_token') }, 422)
    }
    const form = await readForm(ctx, setupForm)
    const errors: FieldErrors = form.ok ? {} : form.refusal
    if (form.ok) {
      const refusal = await handleRefusal(form.value.handle)
      if (refusal) errors.handle = i18n.t(`people.join.${refusal}`)
      if (await Person.byEmail(form.value.email)) errors.email = i18n.t('people.join.email_taken')
    }
    if (!form.ok || Object.keys(errors).length > 0) return this.#page(ctx, errors, 422)
    const locale = isLocale(i18n.locale) ? i18n.locale : 'fr'
    const result = await foundNetwork(form.value, locale, clock.now())
    if (!result.ok) throw new NotFound()
    await ctx.auth.use('web').login(result.value.id, { by: 'link' })
    leaveNotice(ctx, 'network_founded')
    return response.redirect().status(303).toPath('/settings/network')
  }

  async #page(ctx: HttpContext, errors: FieldErrors, status: number) {
    await this.#unfounded(ctx)
    const token: unknown = ctx.request.input('token')
    const isHost = isSetupToken(token)
    // Looking is a guess too: it is counted, unless it is right.
    if (token && !isHost) {
      await throttle('setup', [ctx.request.ip()], { tries: 30, seconds: 3600 })
      errors.token ??= ctx.i18n.t('network.setup.wrong_token')
    }
    return page(
      ctx,
      'web/setup',
      {
        token: isHost ? token : null,
        typed: ctx.request.only(TYPED),
        errors,
        forms: LEGAL_FORMS,
      },
      token && !isHost ? 422 : status
    )
  }

  async #unfounded(ctx: HttpContext) {
    const { founded } = await network(ctx.i18n.locale)
    if (founded) throw new NotFound()
  }
}
