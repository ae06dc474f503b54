import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { gateRefusal } from '#shared/wiring/gates'
import { currentBook } from '#rulebook/rule_book'
import { handleForm } from './account_forms.js'
import { handleRefusal } from './handles.js'
import { JoinRequest } from './join_request.js'

/** The confirmation link: opening it shows a button, pressing it confirms the address. */
export default class JoinConfirmationController {
  async show(ctx: HttpContext) {
    const token = String(ctx.params.token)
    const request = await JoinRequest.byConfirmation(token, clock.now())
    return page(ctx, 'people/join_confirm', { token, request }, request ? 200 : 410)
  }

  async store(ctx: HttpContext) {
    const at = clock.now()
    const token = String(ctx.params.token)
    await throttle('join-confirmation', [ctx.request.ip()], { tries: 60, seconds: 900 })
    const request = await JoinRequest.byConfirmation(token, at)
    if (!request) return page(ctx, 'people/join_confirm', { token, request: null }, 410)
    const first = !(await request.isAdmitted())
    const gate = first ? await gateRefusal('join', at) : null
    if (gate) {
      const error = `${ctx.i18n.t(gate)} ${ctx.i18n.t('people.join_confirm.kept')}`
      return page(ctx, 'people/join_confirm', { token, request, error }, 409)
    }
    const chosen = await readForm(ctx, handleForm)
    const handle = first && chosen.ok ? chosen.value.handle : undefined
    if (handle && handle !== request.handle) {
      const refusal = await handleRefusal(handle)
      if (refusal) {
        const error = ctx.i18n.t(`people.join.${refusal}`)
        return page(ctx, 'people/join_confirm', { token, request, error, askHandle: true }, 409)
      }
      await request.chooseHandle(handle)
    }
    const book = await currentBook(at)
    const result = await request.confirm(
      { mode: book.value('join.mode'), heldPosts: book.value('join.held_posts') },
      at
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`people.join.${result.refusal}`)
      const askHandle = result.refusal === 'handle_taken'
      return page(ctx, 'people/join_confirm', { token, request, error, askHandle }, 409)
    }
    if (result.value === null) return page(ctx, 'people/join_waiting', { request })
    // The link confirms once; a second press of an old link must not sign anyone in.
    if (!first) return ctx.response.redirect().status(303).toPath('/sign-in')
    await ctx.auth.use('web').login(result.value.id, { by: 'link' })
    leaveNotice(ctx, 'welcome')
    return ctx.response.redirect().status(303).toPath('/feed')
  }
}
