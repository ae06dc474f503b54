import type { HttpContext } from '@adonisjs/core/http'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { actOn } from './act_on.js'
import { remarkForm } from './proposal_forms.js'
import { permitted } from './permitted.js'
import { showProposal } from './show_proposal.js'

const REMARKS = { tries: 60, seconds: 3600 }

/** Saying something under a proposal. */
export default class RemarksController {
  async handle(ctx: HttpContext) {
    await throttle('remarks', [String(ctx.auth.getUserOrFail().id)], REMARKS)
    await permitted(ctx, 'remark', { late: true })
    const form = await readForm(ctx, remarkForm)
    if (!form.ok) return showProposal(ctx, { field: 'body', error: form.refusal.body ?? '' })
    const { body } = form.value
    return actOn(ctx, 'remark', async ({ proposal, reader, at, transaction }) => {
      const said = await proposal.remark({ personId: reader.personId, body }, at, transaction)
      return { notice: 'proposal_remarked', at: `#remark-${said}` }
    })
  }
}
