import type { HttpContext } from '@adonisjs/core/http'
import hash from '@adonisjs/core/services/hash'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { isLocale } from '#shared/http/locale'
import { network } from '#organisation/network'
import { joinForm } from './account_forms.js'
import { handleRefusal } from './handles.js'
import { JoinRequest } from './join_request.js'
import { closedBecause, invitationOf, joinPage } from './joining/join_page.js'
import { spendEffort } from './joining/spend_effort.js'
import { normaliseEmail } from './person.js'

const FORMS_OF_AN_ADDRESS = { tries: 20, seconds: 3600 }
const LETTERS_TO_AN_ADDRESS = { tries: 5, seconds: 86_400 }

/** Asking to join, with an invitation or without (as `join.mode` allows). */
export default class JoinController {
  async show(ctx: HttpContext) {
    if (!(await network(ctx.i18n.locale)).founded) return toSetup(ctx)
    return joinPage(ctx)
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    if (!(await network(i18n.locale)).founded) return toSetup(ctx)
    await throttle('join', [request.ip()], FORMS_OF_AN_ADDRESS)
    // A field that people do not see; whoever fills it gets the same answer as everyone.
    if (request.input('website')) return response.redirect().status(303).toPath('/join/sent')
    const form = await readForm(ctx, joinForm)
    const errors: FieldErrors = form.ok ? {} : form.refusal
    const password = form.ok ? form.value.password : null
    if (password && password.length < 10) errors.password = i18n.t('people.join.password_short')
    if (form.ok) {
      const refusal = await handleRefusal(form.value.handle)
      if (refusal) errors.handle = i18n.t(`people.join.${refusal}`)
    }
    const invitation = await invitationOf(ctx)
    const closed = await closedBecause(invitation, clock.now())
    if (closed) errors.form = i18n.t(closed)
    if (!form.ok || Object.keys(errors).length > 0) return joinPage(ctx, errors)
    const { name, handle, email, message } = form.value
    const effort = await spendEffort(ctx, clock.now())
    if (!effort.ok) return joinPage(ctx, { form: effort.refusal.sentence }, effort.refusal)
    await throttle('join-letters', [normaliseEmail(email)], LETTERS_TO_AN_ADDRESS)
    const newcomer = {
      name,
      handle,
      email,
      message: message ?? '',
      locale: isLocale(i18n.locale) ? i18n.locale : 'fr',
      passwordHash: password ? await hash.make(password) : null,
    } as const
    await JoinRequest.make(newcomer, invitation, clock.now())
    return response.redirect().status(303).toPath('/join/sent')
  }

  async sent(ctx: HttpContext) {
    return page(ctx, 'people/join_sent')
  }
}

/** Nobody can join what nobody has founded: whoever was let in would be there before its founder. */
const toSetup = ({ response }: HttpContext) => response.redirect().status(303).toPath('/setup')
