import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { writeMandateNote } from '#people/mandate_note'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { ownMandate } from './own_mandate.js'
import { ownMandatePage } from './own_mandate_page.js'

const noteForm = vine.create({ body: vine.string().trim().maxLength(5000).optional() })

/** What a holder leaves for those after them, written anew as often as they like. */
export default class MandateNotesController {
  async handle(ctx: HttpContext) {
    const mandate = await ownMandate(ctx)
    await throttle('mandate-notes', [String(mandate.personId)], { tries: 30, seconds: 3600 })
    const form = await readForm(ctx, noteForm)
    if (!form.ok) {
      const body: unknown = ctx.request.input('body')
      const typed = typeof body === 'string' ? body : ''
      return ownMandatePage(ctx, mandate, { errors: form.refusal, body: typed })
    }
    const body = (form.value.body ?? '').replaceAll('\r\n', '\n')
    await writeMandateNote({ mandateId: mandate.id, body }, clock.now())
    leaveNotice(ctx, 'mandate_note_kept')
    return ctx.response.redirect().status(303).toPath(`/mandates/${mandate.id}`)
  }
}
