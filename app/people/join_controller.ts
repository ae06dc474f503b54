import type { HttpContext } from '@adonisjs/core/http'
import hash from '@adonisjs/core/services/hash'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { isLocale } from '#shared/http/locale'
import { gateRefusal } from '#shared/wiring/gates'
import { currentBook } from '#rulebook/rule_book'
import { joinForm } from './account_forms.js'
import { handleRefusal } from './handles.js'
import { Invitation } from './invitation.js'
import { JoinRequest } from './join_request.js'
import { Person } from './person.js'

/** Asking to join, with an invitation or without (as `join.mode` allows). */
export default class JoinController {
  async show(ctx: HttpContext) {
    return this.#form(ctx, {})
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    await throttle('join', [request.ip()], { tries: 20, seconds: 3600 })
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
    const invitation = await this.#invitation(ctx)
    const closed = await this.#closed(invitation)
    if (closed) errors.form = i18n.t(closed)
    if (!form.ok || Object.keys(errors).length > 0) return this.#form(ctx, errors)
    const { name, handle, email, message } = form.value
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

  async #form(ctx: HttpContext, errors: FieldErrors) {
    const { request } = ctx
    const book = await currentBook(clock.now())
    const invitation = await this.#invitation(ctx)
    const sponsor = invitation ? await Person.find(invitation.sponsorId) : null
    const typed = request.only(['name', 'handle', 'email', 'message', 'age'])
    const refused = Object.keys(errors).length > 0
    return page(
      ctx,
      'people/join',
      {
        typed,
        errors,
        closed: await this.#closed(invitation),
        token: String(request.input('invitation') ?? ''),
        deadInvitation: Boolean(request.input('invitation')) && invitation === null,
        invitation,
        sponsor,
        mode: book.value('join.mode'),
        approvals: book.value('join.approvals_needed'),
        minimumAge: book.value('join.minimum_age'),
      },
      refused ? 422 : 200
    )
  }

  async #invitation({ request }: HttpContext): Promise<Invitation | null> {
    const token = request.input('invitation')
    return typeof token === 'string' && token !== '' ? Invitation.open(token, clock.now()) : null
  }

  /** The key of the sentence that says why nobody can join this way now; null when one can. */
  async #closed(invitation: Invitation | null): Promise<string | null> {
    const gate = await gateRefusal('join', clock.now())
    if (gate) return gate
    const book = await currentBook(clock.now())
    const needed = book.value('join.mode') === 'invitation' && invitation === null
    return needed ? 'people.join.invitation_needed' : null
  }
}
