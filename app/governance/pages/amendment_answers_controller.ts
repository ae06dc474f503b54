import type { HttpContext } from '@adonisjs/core/http'
import { acceptAmendment, refuseAmendment } from '../proposing/amendments.js'
import { actOn } from './act_on.js'

/** The author's answer to an amendment. */
export default class AmendmentAnswersController {
  accept(ctx: HttpContext) {
    const id = Number(ctx.params.amendmentId)
    return actOn(ctx, 'answer', async ({ proposal, read, reader, at, transaction }) => {
      const answerer = { personId: reader.personId, version: read.version }
      const result = await acceptAmendment(proposal, id, answerer, at, transaction)
      if (result.ok) return { notice: 'amendment_accepted' }
      return { notice: `amendment_${result.refusal}`, outcome: 'warning', at: '#amendments' }
    })
  }

  refuse(ctx: HttpContext) {
    const id = Number(ctx.params.amendmentId)
    return actOn(ctx, 'answer', async ({ proposal, read, reader, at, transaction }) => {
      const answerer = { personId: reader.personId, version: read.version }
      const result = await refuseAmendment(proposal, id, answerer, at, transaction)
      if (result.ok) return { notice: 'amendment_refused', at: '#amendments' }
      return { notice: 'amendment_answered_already', outcome: 'warning', at: '#amendments' }
    })
  }
}
