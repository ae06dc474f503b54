import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { isBreach } from '../cases/breaches.js'
import { caseOn } from '../cases/open_case.js'
import { subjectAt } from '../cases/subject.js'

/** Opening a case on what one saw oneself, or on what an authority orders: nobody reported it. */
export default class OwnCasesController {
  async handle(ctx: HttpContext) {
    const { request, response } = ctx
    const { id: personId } = ctx.auth.getUserOrFail()
    const typed = String(request.input('breach') ?? '')
    const breach = isBreach(typed) ? typed : 'other'
    const source = request.input('source') === 'order' ? 'order' : 'own'
    const address = String(request.input('address') ?? '').slice(0, 500)
    const opened = await db.transaction(async (transaction) => {
      const subject = await subjectAt(address, transaction)
      if (!subject || subject.authorId === personId) return null
      return caseOn({ subject, breach, source }, clock.now(), transaction)
    })
    if (!opened) {
      leaveNotice(ctx, 'nothing_there', 'warning')
      return response.redirect().status(303).toPath('/moderation')
    }
    return response.redirect().status(303).toPath(`/moderation/cases/${opened.id}`)
  }
}
